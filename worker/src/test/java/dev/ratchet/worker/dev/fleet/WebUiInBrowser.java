package dev.ratchet.worker.dev.fleet;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import dev.ratchet.Needs;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Debian's Chromium at a run's page of Temporal's Web UI, which asks a codec server. */
final class WebUiInBrowser implements AutoCloseable {
    private static final Path PICTURES = Needs.root().resolve("worker/target/encryption");
    private static final double PATIENCE_MILLIS = 120_000;

    private final String codec;
    private final String run;
    private final Playwright playwright;
    private final Browser chromium;

    private WebUiInBrowser(String codec, String run, Playwright playwright, Browser chromium) {
        this.codec = codec;
        this.run = run;
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /**
     * Skips the test where there is no {@code chromium}.
     *
     * @param codec its endpoint, without a slash at its end
     */
    static WebUiInBrowser open(URI webUi, String codec, String workflowId, String runId) {
        Path program = Needs.program("chromium");
        String run = webUi + "/namespaces/default/workflows/" + URLEncoder.encode(workflowId, StandardCharsets.UTF_8)
                + "/" + runId + "/history";
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
        return new WebUiInBrowser(codec, run, playwright, chromium);
    }

    /** Of a browser of its own: it has no session, and asks no codec server. */
    Page page() {
        BrowserContext context = chromium.newContext(new Browser.NewContextOptions().setViewportSize(1400, 1500));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.setDefaultNavigationTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.navigate(run);
        return page;
    }

    /** What a person sets behind the glasses: the endpoint, and "Include cross-origin credentials". */
    void askTheCodec(Page page) {
        page.evaluate(
                "codec => { localStorage.setItem('endpoint', JSON.stringify(codec));"
                        + " localStorage.setItem('includeCredentials', 'true');"
                        + " localStorage.setItem('overrideRemoteCodecConfiguration', 'true'); }",
                codec);
    }

    /** Stands for a proxy in between, which brings a person's token to the codec server. */
    void bring(Page page, String token) {
        page.route(codec + "/decode", route -> {
            Map<String, String> headers = new TreeMap<>(route.request().headers());
            headers.put("authorization", "Bearer " + token);
            route.resume(new Route.ResumeOptions().setHeaders(headers));
        });
    }

    /** What the codec server answers when the run's page is opened. */
    Response asks(Page page) {
        return page.waitForResponse(
                answer -> answer.url().equals(codec + "/decode")
                        && answer.request().method().equals("POST"),
                () -> page.navigate(run));
    }

    /** The text of the page once it says all of these; a picture is taken whether or not it does. */
    String text(Page page, String picture, String... awaited) {
        try {
            page.waitForFunction(
                    "awaited => awaited.every(each => document.body.innerText.includes(each))", List.of(awaited));
        } finally {
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(picture + ".png")));
        }
        return page.innerText("body");
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
