import { NotFoundException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { type AccessControl, type AccessOptions, appliedRule, recordRefusalBy } from './access.js';

/**
 * Refuses, before any byte of the body is read, who shows no credentials or is turned away by address: nobody has us
 * unpack and parse megabytes without as much as a key. Default deny: a route that states nothing wants credentials.
 * Whether what is shown is true, and allows what is asked, the guard decides.
 *
 * To be called once cookies are parsed; the rule comes with the route, as `@Access` stated it.
 */
export function refuseEarly(fastify: FastifyInstance, accessControl: AccessControl, options: AccessOptions): void {
  fastify.addHook('onRequest', async (request) => {
    if (request.is404) throw new NotFoundException(`Cannot ${request.method} ${request.url}`);
    const rule = appliedRule(request.routeOptions.config.access, options);
    if (rule === 'public' || rule === 'signed') return;
    try {
      await accessControl.screen(request);
    } catch (error) {
      recordRefusalBy(error, request, accessControl);
      throw error;
    }
  });
}

/** States the rule of routes that no controller has, such as the pages of a documentation. */
export function stateAccess(fastify: FastifyInstance, rule: 'public', paths: RegExp): void {
  fastify.addHook('onRoute', (route) => {
    if (paths.test(route.url)) route.config = { ...route.config, access: rule };
  });
}
