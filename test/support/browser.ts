import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The Chromium to test with: that of TEST_CHROMIUM, which must then work, or one where systems keep it. */
export function browserPath(): string | undefined {
  return process.env['TEST_CHROMIUM'] ?? usual.find((path) => existsSync(path));
}

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colourScheme?: 'light' | 'dark';
}

/** A browser without a screen. It asks nobody but the service under test. */
export class TestBrowser {
  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<TestBrowser> {
    const browser = await chromium.launch({
      executablePath: browserPath()!,
      // Root has no sandbox; the rest keeps Chromium from calling home.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return new TestBrowser(browser);
  }

  /** A window of its own, with no cookies. */
  async visit(url: string, options: VisitOptions = {}): Promise<Visit> {
    const { width = 1440, height = 900, colourScheme = 'light' } = options;
    const context = await this.browser.newContext({
      baseURL: url,
      viewport: { width, height },
      colorScheme: colourScheme,
      acceptDownloads: true,
    });
    const page = await context.newPage();
    return new Visit(context, page);
  }

  stop(): Promise<void> {
    return this.browser.close();
  }
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** One window, and everything that it complained of. */
export class Visit {
  /** Errors of the console and of scripts, as they came. */
  readonly complaints: string[] = [];

  constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${String(error)}`));
  }

  /** Signs in as a person does. */
  async signIn(key: string): Promise<void> {
    await this.page.goto('/');
    await this.page.getByLabel('API key', { exact: true }).fill(key);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('navigation').first().waitFor();
  }

  /** Opens a page by its address and waits until everything on it has been read. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.settled();
  }

  /** The title is there, and no widget is loading any more. */
  async settled(): Promise<void> {
    await this.page.locator('[data-page-title]').waitFor();
    // A text would be refused by the page's policy.
    await this.page.waitForFunction(() => {
      const { document } = globalThis as unknown as { document: { querySelector(selector: string): unknown } };
      return document.querySelector('[aria-busy="true"], .mantine-Skeleton-root') === null;
    });
  }

  /** What axe calls serious or critical, as `rule: target`. */
  async inaccessible(): Promise<readonly string[]> {
    // Through the protocol, which the page's policy for scripts has no say in.
    await this.page.evaluate(await readFile(axe, 'utf8'));
    const { violations } = (await this.page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
    )) as AxeAnswer;
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`));
  }

  /** Kept where TEST_SCREENSHOTS says, for people to look at; nothing otherwise. */
  async picture(name: string): Promise<void> {
    const folder = process.env['TEST_SCREENSHOTS'];
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

interface AxeAnswer {
  readonly violations: readonly {
    readonly id: string;
    readonly impact?: string;
    readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
  }[];
}
