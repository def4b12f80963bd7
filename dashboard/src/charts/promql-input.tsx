import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder as placeholderText, tooltips } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { Input } from '@mantine/core';
import { LanguageType, type LintStrategy, promQLLanguage, PromQLExtension } from '@prometheus-io/codemirror-promql';
import { useEffect, useEffectEvent, useId, useRef } from 'react';
import classes from './promql-input.module.css';

export interface PromqlInputProps {
  readonly label: string;
  /** False: the label is for screen readers alone. */
  readonly showLabel?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onSubmit?: () => void;
  readonly placeholder?: string;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly readOnly?: boolean;
}

export default function PromqlInput(props: PromqlInputProps) {
  const { label, showLabel = true, value, onChange, onSubmit, placeholder = '', description, error, readOnly } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const id = useId();
  const changed = useEffectEvent((text: string) => onChange(text));
  const submitted = useEffectEvent(() => onSubmit?.());
  const initial = useEffectEvent(() => value);

  useEffect(() => {
    const made = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: initial(),
        extensions: [
          promql(),
          history(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ icons: false }),
          syntaxHighlighting(colours),
          EditorView.lineWrapping,
          EditorState.readOnly.of(readOnly ?? false),
          placeholderText(placeholder),
          tooltips({ parent: document.body }),
          EditorView.contentAttributes.of({ 'aria-label': label, id }),
          Prec.high(keymap.of([{ key: 'Enter', run: () => (submitted(), true) }])),
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [label, id, placeholder, readOnly]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return (
    <Input.Wrapper
      {...(showLabel ? { label } : {})}
      labelProps={{ htmlFor: id }}
      description={description}
      error={error}
      size="xs"
    >
      <div ref={host} className={classes['editor']} data-error={error !== undefined || undefined} />
    </Input.Wrapper>
  );
}

/** Completion asks this service, with the session's cookie. */
function promql() {
  return new PromQLExtension()
    .setComplete({ remote: { url: '', apiPrefix: '/api/v1', httpMethod: 'GET', cache: { maxAge: 60_000 } } })
    .setLinter(linterWithVariables)
    .asExtension();
}

/**
 * The linter of the library, for which `$__interval` and `$__range` stand for a time, as they do when a query is sent.
 * They are as long as before, so that its places stay right.
 */
const linterWithVariables: LintStrategy = {
  promQL: () => {
    const check = new PromQLExtension().getLinter().promQL();
    return (view) => {
      const doc = view.state.doc.toString().replaceAll(/\$__(?:interval|range)\b/g, timeOfLength);
      return check({
        state: EditorState.create({ doc, extensions: [promQLLanguage(LanguageType.PromQL)] }),
      } as EditorView);
    };
  },
};

const timeOfLength = (variable: string) => '1m'.padStart(variable.length, '0');

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent-ink)' },
  { tag: tags.function(tags.variableName), color: 'var(--accent-ink)' },
  { tag: tags.number, color: 'var(--warn)' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: tags.labelName, color: 'var(--info)' },
  { tag: tags.comment, color: 'var(--ink-soft)' },
  { tag: tags.invalid, color: 'var(--bad)' },
]);
