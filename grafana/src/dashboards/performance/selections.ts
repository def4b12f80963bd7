/** What the variables of the dashboard choose. */
export const OF_TYPE = '{type=~"$type"}';
export const OF_MODEL = '{model=~"$model"}';
export const failedOfModel = '{model=~"$model",outcome="failure"}';
