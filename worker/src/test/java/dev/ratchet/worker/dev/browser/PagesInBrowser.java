package dev.ratchet.worker.dev.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratchet.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Debian's Chromium at the pages; it notes whatever a page does that it may not do. */
final class PagesInBrowser implements AutoCloseable {
    private static final Path PICTURES = Needs.root().resolve("worker/target/pages");

    /** How people look at pages. */
    enum Mode {
        LIGHT(1280, 900, ColorScheme.LIGHT),
        DARK(1280, 900, ColorScheme.DARK),
        PHONE(360, 740, ColorScheme.LIGHT),
        PHONE_DARK(360, 740, ColorScheme.DARK);

        private final int width;
        private final int height;
        private final ColorScheme scheme;

        Mode(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }
    }

    private final URI gateway;
    private final Playwright playwright;
    private final Browser chromium;
    private final String axe;
    private final List<String> misbehaved = new ArrayList<>();

    private PagesInBrowser(URI gateway, Playwright playwright, Browser chromium, String axe) {
        this.gateway = gateway;
        this.playwright = playwright;
        this.chromium = chromium;
        this.axe = axe;
    }

    /** Skips the test where there is no {@code chromium}. */
    static PagesInBrowser open(URI gateway) throws IOException {
        Path program = Needs.program("chromium");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
        return new PagesInBrowser(gateway, playwright, chromium, axe());
    }

    /** The rules of axe-core, out of the artifact that brings them for Playwright. */
    private static String axe() throws IOException {
        try (InputStream rules = PagesInBrowser.class.getResourceAsStream("/axe.min.js")) {
            return new String(rules.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A browser of its own, signed in as another one when that one's state is given. */
    Page page(Mode mode, String state) {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setViewportSize(mode.width, mode.height)
                .setColorScheme(mode.scheme)
                .setBaseURL(gateway.toString());
        if (!state.isEmpty()) {
            options.setStorageState(state);
        }
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(20_000);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            boolean told = message.type().equals("error") || message.type().equals("warning");
            if (told && !message.text().contains("the server responded with a status of 4")) {
                misbehaved.add(page.url() + " says " + message.text());
            }
        });
        page.onDialog(dialog -> {
            misbehaved.add(page.url() + " opened a dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onPageError(error -> misbehaved.add(page.url() + " failed: " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(gateway + "/")) {
                misbehaved.add(page.url() + " asks for " + request.url());
            }
        });
        return page;
    }

    /** Every page that was looked at kept to its policy, ran nothing and asked nobody else for anything. */
    void requireWellBehaved() {
        assertThat(misbehaved).isEmpty();
    }

    void picture(Page page, String name, Mode mode) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + "-" + mode.name().toLowerCase(Locale.ROOT) + ".png"))
                .setFullPage(mode == Mode.PHONE || mode == Mode.PHONE_DARK));
    }

    /** What axe-core finds serious or critical, one line each. */
    @SuppressWarnings("unchecked")
    List<String> barriers(Page page) {
        page.evaluate(axe);
        return (List<String>) page.evaluate("""
                async () => (await axe.run()).violations
                    .filter(each => ['serious', 'critical'].includes(each.impact))
                    .flatMap(each => each.nodes.map(node => each.impact + ' ' + each.id + ': ' + node.html.slice(0, 200)
                        + ' - ' + node.failureSummary.replaceAll('\\n', ' ')))""");
    }

    /** How many CSS pixels of the page are to the right of the screen. */
    int beyondTheScreen(Page page) {
        return ((Number) page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")).intValue();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
