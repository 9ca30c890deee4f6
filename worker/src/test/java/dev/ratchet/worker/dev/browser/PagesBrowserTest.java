package dev.ratchet.worker.dev.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.ratchet.activities.library.extraction.Pdfs;
import dev.ratchet.worker.dev.WholeRatchet;
import dev.ratchet.worker.dev.browser.PagesInBrowser.Mode;
import dev.ratchet.worker.dev.document.QuotingModel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole product, and a person at its pages: one way through them, then each page as people of different screens see it. */
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 420, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class PagesBrowserTest {
    private static final String HOSTILE = "\"><img src=x onerror=alert(1)><script>alert(2)</script>.md";
    private static final String WEIGHS = "The Tarn valve weighs 10 kg and is made of steel.";
    private static final String WEIGHS_OTHERWISE = "The Tarn valve weighs 12 kg and is made of steel.";
    private static final String SPILL_WAY = "A spill way is a channel that carries surplus water away.";
    private static final String DESIGNED = "The Tarn valve was designed by Ines Moreau.";
    private static final String APPROVED = "The Loch valve was approved on 2 February 2011.";
    private static final String HANDBOOK = """
            # Valves <script>alert('heading')</script>

            This handbook is for people who look after the valves of the lower works. It is kept by the office.

            ## The Tarn valve

            %s It stands at the outlet of the basin. %s

            %s

            <b onmouseover="alert(3)">Bold</b> words & others stay as they are written: ${4*4}, {{4*4}}, <%%= 16 %%>.

            ## Care

            Open and close each valve once a month, so that it does not stick. Write it into the log.
            """.formatted(WEIGHS, DESIGNED, SPILL_WAY);

    private final Map<String, String> addresses = new LinkedHashMap<>();
    private QuotingModel model;
    private WholeRatchet whole;
    private PagesInBrowser browser;
    private Page page;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        model = QuotingModel.start(List.of(
                new QuotingModel.Known("Who designed the Tarn valve", DESIGNED),
                new QuotingModel.Known("How heavy is the Tarn valve", WEIGHS),
                new QuotingModel.Known("How heavy is the Tarn valve", WEIGHS_OTHERWISE),
                new QuotingModel.Known("When was the Loch valve approved", APPROVED)));
        whole = WholeRatchet.start(folder, model.environment());
        URI signIn = whole.services().signIn();
        browser = PagesInBrowser.open(URI.create(whole.services().gatewayUrl()));
        page = browser.page(Mode.LIGHT, "");
        page.navigate("/library");
        assertThat(page.getByRole(AriaRole.HEADING, named("Sign in"))).isVisible();
        page.navigate(signIn.toString());
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (whole != null) {
            whole.close();
        }
        model.close();
    }

    // ---- what a person does

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private void upload(String fileName, byte[] bytes, String name) {
        page.navigate("/library");
        if (!page.locator("#file").isVisible()) {
            page.getByText("Add a document").click();
        }
        page.getByLabel("File", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(new FilePayload(fileName, "application/octet-stream", bytes));
        page.getByLabel(Pattern.compile("Name in the library.*")).fill(name);
        page.getByRole(AriaRole.BUTTON, named("Upload")).click();
    }

    private void uploaded(String fileName, byte[] bytes, String name, int version) {
        upload(fileName, bytes, name);
        assertThat(page.locator("main"))
                .containsText("“" + (name.isEmpty() ? fileName : name) + "” is there as version " + version + ".");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void ask(String question) {
        page.navigate("/ask");
        page.getByLabel("Your question").fill(question);
        page.getByRole(AriaRole.BUTTON, named("Ask")).click();
        page.waitForURL(Pattern.compile(".*/ask/[0-9a-f]{64}"));
        assertThat(page.locator("section.card").first()).isVisible();
    }

    private void remember(String name) {
        addresses.put(name, page.url());
    }

    private void cites(String quote) {
        Locator mark = page.locator("mark#cited");
        assertThat(mark).hasText(quote);
        assertThat(mark).isInViewport();
        assertThat(page.url()).endsWith("#cited");
    }

    @Test
    @Order(1)
    void documents_are_uploaded_and_listed() {
        remember("library-empty");
        assertThat(page.locator("main")).containsText("There are no documents yet");
        uploaded("handbook.md", utf8(HANDBOOK), "", 1);
        remember("upload-ready");
        uploaded("other.md", utf8("# Notes\n\n" + WEIGHS_OTHERWISE + " So says the scale.\n"), HOSTILE, 1);
        uploaded(
                "inspection.pdf",
                Pdfs.of(
                        "Inspections of the lower works.\nThis page has nothing to say.",
                        APPROVED + "\nIt is due again."),
                "",
                1);
        uploaded(
                "prices.html",
                utf8(
                        "<html><title>Prices</title><h1>Prices</h1><table><tr><th>Part</th><th>Number</th><th>Price</th></tr>"
                                + "<tr><td>Seat of the Fjell valve, with both rings and the spring</td><td>FJ-77-100-X</td><td>14.50 EUR</td></tr>"
                                + "<tr><td>Spindle</td><td>SP-1</td><td>88.00 EUR</td></tr></table><p>Prices are without tax.</p></html>"),
                "",
                1);
        page.navigate("/library");
        remember("library");
        Locator documents = page.getByRole(AriaRole.LIST, named("Documents")).locator("li");
        assertThat(documents).hasCount(4);
        assertThat(documents.first()).containsText(HOSTILE);
        assertThat(documents.nth(1)).containsText("handbook.md");
        assertThat(documents.nth(1)).containsText("Markdown");
    }

    @Test
    @Order(2)
    void a_document_that_is_not_taken_is_said_to_be_why() {
        upload("photo.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13}, "");
        assertThat(page.getByRole(AriaRole.HEADING, named("The document was not taken")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.ALERT))
                .containsText("This is a picture. Upload a PDF with text, or the text.");
        remember("upload-refused");
    }

    @Test
    @Order(3)
    void a_question_is_answered_and_its_citation_leads_to_the_highlighted_words() {
        ask("Who designed the Tarn valve? <script>alert(4)</script>");
        remember("answer");
        assertThat(page.locator("h1")).hasText("Who designed the Tarn valve? <script>alert(4)</script>");
        assertThat(page.locator(".answer")).containsText(DESIGNED);
        assertThat(page.locator("main")).containsText("The model of this installation is scripted");
        page.getByRole(AriaRole.LINK, named("Citation 1: handbook.md")).click();
        cites(DESIGNED);
        remember("document-cited");
        assertThat(page.locator("article h2").first()).hasText("Valves <script>alert('heading')</script>");
        assertThat(page.locator("article")).containsText("<b onmouseover=\"alert(3)\">Bold</b> words & others");
    }

    @Test
    @Order(4)
    void documents_that_contradict_each_other_are_said_to() {
        ask("How heavy is the Tarn valve?");
        remember("answer-conflict");
        assertThat(page.getByRole(AriaRole.HEADING, named("The documents contradict each other")))
                .isVisible();
        assertThat(page.locator(".conflict")).containsText("10 kg");
        assertThat(page.locator(".conflict")).containsText("12 kg");
        page.locator(".conflict a", new Page.LocatorOptions().setHasText("img src"))
                .click();
        cites(WEIGHS_OTHERWISE);
    }

    @Test
    @Order(5)
    void a_definition_is_answered_without_a_model() {
        ask("What is a spill way?");
        assertThat(page.locator(".answer")).containsText(SPILL_WAY);
        assertThat(page.locator("main")).containsText("No model was asked");
        assertThat(page.locator("main")).not().containsText("scripted");
    }

    @Test
    @Order(5)
    void a_page_of_a_pdf_is_cited() {
        ask("When was the Loch valve approved?");
        assertThat(page.locator(".citations li").first()).containsText("page 2");
        page.locator(".answer a.mark").first().click();
        cites(APPROVED);
        assertThat(page.locator("article .page")).hasCount(2);
        remember("document-pdf");
    }

    @Test
    @Order(6)
    void a_question_that_no_document_answers_gets_no_answer_but_what_was_found() {
        ask("Why do people of the lower works look after the valves at night?");
        remember("answer-abstained");
        assertThat(page.getByRole(AriaRole.HEADING, named("The documents do not answer this")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.HEADING, named("What was found"))).isVisible();
        page.locator(".citations a").first().click();
        assertThat(page.locator("mark#cited")).isVisible();
    }

    @Test
    @Order(7)
    void a_task_is_refused() {
        ask("Please delete all documents");
        remember("answer-refused");
        assertThat(page.getByRole(AriaRole.HEADING, named("This is not answered here")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.ALERT))
                .containsText("answers questions about documents; it does nothing else");
    }

    @Test
    @Order(8)
    void a_question_can_be_limited_to_documents_and_an_empty_one_is_told() {
        page.navigate("/ask");
        page.getByText("Which documents").click();
        remember("ask");
        page.getByLabel(HOSTILE).check();
        page.getByLabel("Your question").fill("How heavy is the Tarn valve?");
        page.getByRole(AriaRole.BUTTON, named("Ask")).click();
        page.waitForURL(Pattern.compile(".*/ask/[0-9a-f]{64}"));
        assertThat(page.locator(".answer")).containsText("12 kg");
        page.navigate("/ask");
        page.getByLabel("Your question").fill(" ");
        page.getByRole(AriaRole.BUTTON, named("Ask")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("1 to 2000 characters");
    }

    @Test
    @Order(9)
    void an_answer_keeps_to_the_version_that_it_cites() {
        uploaded("handbook.md", utf8(HANDBOOK.replace("10 kg", "11 kg")), "", 2);
        page.navigate(addresses.get("answer"));
        assertThat(page.locator(".citations li").first()).containsText("not the current version");
        page.navigate(addresses.get("document-cited"));
        cites(DESIGNED);
        assertThat(page.locator("article")).containsText("10 kg");
        page.getByRole(AriaRole.LINK, named("Read the current version")).click();
        assertThat(page.locator("article")).containsText("11 kg");
    }

    @Test
    @Order(10)
    void the_keyboard_is_enough() {
        page.navigate("/ask");
        page.keyboard().press("Tab");
        assertThat(page.getByRole(AriaRole.LINK, named("Skip to content"))).isFocused();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertThat(page.getByLabel("Your question")).isFocused();
        page.keyboard().type("How heavy is the Tarn valve?");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Ask"))).isFocused();
        String outline = (String) page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle");
        assertThat(outline).isEqualTo("solid");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/ask/[0-9a-f]{64}"));
    }

    @Test
    @Order(11)
    void everybody_can_use_every_page_on_every_screen() {
        page.navigate("/library");
        page.getByLabel("Remove prices.html").click();
        remember("remove");
        page.navigate("/library");
        page.getByRole(AriaRole.LINK, named("prices.html")).click();
        remember("document-table");
        addresses.put("problem", page.url().replaceAll("/library/.*", "/library/documents/0123456789abcdef"));
        String state = page.context().storageState();
        List<String> barriers = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            Page other = browser.page(mode, state);
            look(addresses, other, mode, barriers);
            Page stranger = browser.page(mode, "");
            look(Map.of("sign-in", page.url().replaceAll("/library/.*", "/signin")), stranger, mode, barriers);
            other.context().close();
            stranger.context().close();
        }
        assertThat(barriers).isEmpty();
    }

    private void look(Map<String, String> looked, Page with, Mode mode, List<String> barriers) {
        looked.forEach((name, address) -> {
            with.navigate(address);
            with.locator("details").all().forEach(each -> each.evaluate("details => { details.open = true; }"));
            browser.picture(with, name, mode);
            browser.barriers(with).forEach(barrier -> barriers.add(name + " " + mode + ": " + barrier));
            if (browser.beyondTheScreen(with) > 0) {
                barriers.add(name + " " + mode + " is " + browser.beyondTheScreen(with) + " px too wide");
            }
        });
    }

    @Test
    @Order(12)
    void a_document_is_removed_after_a_question_and_who_signs_out_sees_nothing() {
        page.navigate("/library");
        page.getByLabel("Remove prices.html").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Remove this document?")))
                .isVisible();
        page.getByRole(AriaRole.BUTTON, named("Remove it for good")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("The document was removed");
        assertThat(page.getByRole(AriaRole.LINK, named("prices.html"))).hasCount(0);
        page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Sign in"))).isVisible();
        page.navigate("/library");
        assertThat(page.getByRole(AriaRole.HEADING, named("Sign in"))).isVisible();
        browser.requireWellBehaved();
    }
}
