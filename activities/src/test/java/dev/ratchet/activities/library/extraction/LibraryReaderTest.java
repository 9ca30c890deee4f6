package dev.ratchet.activities.library.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.library.extraction.LibraryText.Format;
import dev.ratchet.activities.library.extraction.LibraryText.Page;
import dev.ratchet.activities.library.extraction.LibraryText.Section;
import dev.ratchet.activities.library.extraction.Refusal.Refused;
import dev.ratchet.workflows.contract.CanonicalJson;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LibraryReaderTest {
    private static final LibraryReader READER = new LibraryReader();

    @AfterAll
    static void close() {
        READER.close();
    }

    private static LibraryText read(String name, byte[] bytes) throws Refused {
        LibraryText text = READER.read(name, bytes);
        assertThat(CanonicalJson.read(CanonicalJson.of(text), LibraryText.class))
                .isEqualTo(text);
        assertThat(new String(text.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .as("what is stored is what is pointed into")
                .isEqualTo(text.text());
        return text;
    }

    private static LibraryText read(String name, String text) throws Refused {
        return read(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> headings(LibraryText text) {
        return text.sections().stream().map(Section::heading).toList();
    }

    private static List<String> tables(LibraryText text) {
        return text.tables().stream()
                .map(table -> text.text().substring(table.start(), table.end()))
                .toList();
    }

    private static String page(LibraryText text, int number) {
        int start = text.pages().get(number - 1).start();
        int end = number < text.pages().size()
                ? text.pages().get(number).start()
                : text.text().length();
        return text.text().substring(start, end).strip();
    }

    // ---- PDF

    @Test
    void pagesOfAPdfStartWhereTheirTextDoes() throws Refused {
        LibraryText text = read(
                "a",
                Pdfs.of("1 Scope\nThis is about pumps and their use.", "It goes on.\n2.1 Use of pumps\nUse them."));
        assertThat(text.format()).isEqualTo(Format.PDF);
        assertThat(text.pages()).extracting(Page::number).containsExactly(1, 2);
        assertThat(page(text, 1)).isEqualTo("1 Scope\nThis is about pumps and their use.");
        assertThat(page(text, 2)).startsWith("It goes on.");
        assertThat(headings(text)).containsExactly("1 Scope", "2.1 Use of pumps");
    }

    // ---- plain text

    @Test
    void encodingsAreToldByTheirBytes() throws Refused {
        String text = "Gr\u00f6\u00dfe: 5 \u00b5m, Preis 3 \u20ac. Na\u00efve fa\u00e7ade.\n";
        for (byte[] encoded : List.of(
                text.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE),
                text.getBytes(StandardCharsets.UTF_16LE),
                text.getBytes(Charset.forName("windows-1252")))) {
            assertThat(read("a.txt", encoded).text()).isEqualTo(text);
        }
        assertThat(read("a.txt", "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1))
                        .text())
                .isEqualTo("caf\u00e9");
    }

    @Test
    void aTextHasPagesAtFormFeedsSectionsAtNumbersAndTablesAtTabs() throws Refused {
        LibraryText text =
                read("a.txt", "1. Fees\nFees are due.\nitem\tprice\npump\t3\n\fNo. 3 is free.\n2. Use\nUse it.");
        assertThat(text.format()).isEqualTo(Format.TEXT);
        assertThat(page(text, 2)).isEqualTo("No. 3 is free.\n2. Use\nUse it.");
        assertThat(headings(text)).containsExactly("1. Fees", "2. Use");
        assertThat(tables(text)).containsExactly("item\tprice\npump\t3");
    }

    @Test
    void whatIsNoTitleIsNoHeading() throws Refused {
        String lines =
                "1. Open the lid.\n2 Scope ........ 7\n3 apples\n2026 Was a year\n1.2 Scope 17\n4 Dr. Weber, Bonn,";
        assertThat(read("a.txt", lines).sections()).isEmpty();
    }

    @Test
    void whiteSpaceBeyondMeasureAndWhatDoesNotPrintIsLeftOut() throws Refused {
        String text = read("a.txt", "a" + " ".repeat(100_000) + "b\u0000" + "c".repeat(2_000))
                .text();
        assertThat(text).isEqualTo("a" + " ".repeat(32) + "b" + "c".repeat(2_000));
    }

    @Test
    void aTextThatBeginsWithABracketIsAText() throws Refused {
        assertThat(read("a.txt", "<anna> wrote: hello").format()).isEqualTo(Format.TEXT);
    }

    // ---- Markdown

    @Test
    void markdownStaysAsItIsWithItsHeadingsAndTables() throws Refused {
        String markdown = """
                Intro
                =====
                Words.

                ## Fees ##
                | item | price |
                |------|-------|
                | pump | 3 |

                ```
                # no heading
                | no | table |
                | no | table |
                ```
                a line
                of two
                ---
                ### Use
                Use it.
                """;
        LibraryText text = read("guide.md", markdown);
        assertThat(text.format()).isEqualTo(Format.MARKDOWN);
        assertThat(text.text()).isEqualTo(markdown);
        assertThat(headings(text)).containsExactly("Intro", "Fees", "Use");
        assertThat(tables(text)).containsExactly("| item | price |\n|------|-------|\n| pump | 3 |");
        assertThat(text.text().substring(text.sections().get(1).start())).startsWith("## Fees");
        assertThat(read("guide.txt", markdown).format()).isEqualTo(Format.TEXT);
    }

    // ---- HTML

    @Test
    void htmlIsWhatAReaderSees() throws Refused {
        LibraryText text = read("a.html", """
                <!doctype html><html><head><title>x</title><style>p{}</style></head><body>
                <h1>Fees &amp; <b>dues</b></h1><p>Fees are
                   due <i>soon</i>.<br>Pay.</p><script>evil()</script><p hidden>secret</p><p style="Display: None">secret</p>
                <table><tr><th>item</th><th>price</th></tr>
                <tr><td>pump</td><td>3 <table><tr><td>net</td></tr></table></td></tr></table>
                <ul><li>one</li><li>two</li></ul><h2>Use</h2><pre>a  b
                c</pre>last</body></html>""");
        assertThat(text.format()).isEqualTo(Format.HTML);
        assertThat(text.text())
                .isEqualTo(
                        "Fees & dues\n\nFees are due soon.\nPay.\n\nitem\tprice\npump\t3 net\n\n- one\n\n- two\n\nUse\n\n"
                                + "a  b\nc\n\nlast");
        assertThat(headings(text)).containsExactly("Fees & dues", "Use");
        assertThat(tables(text)).containsExactly("item\tprice\npump\t3 net");
    }

    @Test
    void deepOrLargeButHonestHtmlIsRead() throws Refused {
        assertThat(read("a.html", "<html>" + "<div>".repeat(100_000) + "x").text())
                .isEqualTo("x");
        String picture = "<html><img src='data:image/png;base64," + "A/b ".repeat(1_000) + "'>x";
        assertThat(read("a.html", picture).text()).isEqualTo("x");
    }

    /** Tags that a parser opens again in each paragraph: it stops after a dozen. */
    @Test
    void formattingThatIsOpenedAgainAndAgainStaysSmall() throws Refused {
        StringBuilder html = new StringBuilder("<html>");
        for (int i = 0; i < 100; i++) {
            html.append("<b id=").append(i).append('>');
        }
        assertThat(read("a.html", html + "<p>x".repeat(150_000)).text()).startsWith("x\n\nx");
    }

    // ---- DOCX

    @Test
    void docxHasHeadingsByStyleAndLevelTablesAndPages() throws Refused {
        String body = Packages.paragraph("berschrift1", "Fees")
                + "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>Fees are </w:t></w:r>"
                + "<w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:r><w:t>due</w:t><w:tab/><w:t>soon.</w:t></w:r>"
                + "<w:r><w:lastRenderedPageBreak/><w:t> They grow.</w:t></w:r></w:p>"
                + "<w:tbl><w:tr><w:tc>" + Packages.paragraph("item") + "</w:tc><w:tc>" + Packages.paragraph("price")
                + Packages.paragraph("in euro") + "</w:tc></w:tr><w:tr><w:tc>" + Packages.paragraph("pump")
                + "</w:tc><w:tc><w:tbl><w:tr><w:tc>" + Packages.paragraph("3")
                + "</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
                + "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p><w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:r>"
                + "<w:lastRenderedPageBreak/><w:t>Use</w:t></w:r></w:p>" + Packages.paragraph("Based", "Also a title")
                + Packages.paragraph("Body", "Use it.");
        String styles = "<w:styles xmlns:w=\"" + Packages.W + "\">"
                + "<w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>"
                + "<w:style w:styleId=\"Based\"><w:name w:val=\"Mine\"/><w:basedOn w:val=\"berschrift1\"/></w:style>"
                + "<w:style w:styleId=\"Body\"><w:name w:val=\"Body\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>"
                + "</w:styles>";
        LibraryText text = read(
                "a.docx",
                Packages.of(Packages.MAIN)
                        .with("word/styles.xml", styles)
                        .with("word/document.xml", Packages.document(body))
                        .bytes());
        assertThat(text.format()).isEqualTo(Format.DOCX);
        assertThat(text.text())
                .isEqualTo(
                        "Fees\n\nFees are due\tsoon. They grow.\n\nitem\tprice in euro\npump\t3\n\nUse\n\nAlso a title\n\nUse it.");
        assertThat(headings(text)).containsExactly("Fees", "Use", "Also a title");
        assertThat(tables(text)).containsExactly("item\tprice in euro\npump\t3");
        assertThat(text.pages()).hasSize(3);
        assertThat(page(text, 2)).startsWith("They grow.").endsWith("pump\t3");
        assertThat(page(text, 3)).startsWith("Use");
    }

    @Test
    void theMainPartIsFoundByItsRelationship() throws Refused {
        byte[] docx = Packages.empty()
                .with(
                        "[Content_Types].xml",
                        "<T><Override PartName=\"/word/document2.xml\" ContentType=\"" + Packages.MAIN + "\"/></T>")
                .with(
                        "_rels/.rels",
                        "<R><Relationship Target=\"/word/document2.xml\""
                                + " Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\"/></R>")
                .with("word/document2.xml", Packages.document(Packages.paragraph("Hello.")))
                .bytes();
        assertThat(read("a", docx).text()).isEqualTo("Hello.");
    }

    // ---- limits

    @Test
    void whatTakesTooLongIsRefused() {
        ReadingLimits usual = ReadingLimits.USUAL;
        ReadingLimits hurried = new ReadingLimits(
                usual.bytes(),
                usual.unpacked(),
                usual.characters(),
                usual.parts(),
                usual.elements(),
                usual.depth(),
                Duration.ZERO);
        try (LibraryReader reader = new LibraryReader(hurried)) {
            byte[] docx = Packages.docx(Packages.paragraph("x").repeat(2_000));
            assertThatThrownBy(() -> reader.read("a.docx", docx))
                    .isInstanceOfSatisfying(
                            Refused.class, e -> assertThat(e.code()).isEqualTo("TOO_SLOW"));
        }
    }

    @Test
    void pagesAreCounted() {
        byte[] text = "x\n\f".repeat(10_001).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> READER.read("a.txt", text))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo("TOO_MANY_PARTS"));
    }
}
