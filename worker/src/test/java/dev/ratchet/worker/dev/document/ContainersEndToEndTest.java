package dev.ratchet.worker.dev.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.SampleInvoices;
import dev.ratchet.worker.dev.WholeRatchet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E-mails and archives through the command line and the whole product. Each test has samples of its own. */
@Tag("slow")
class ContainersEndToEndTest {
    private static final Path CASES = Path.of("../../shared/data/cases");
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0};

    @TempDir
    static Path folder;

    private static WholeRatchet whole;

    @BeforeAll
    static void start() throws Exception {
        whole = WholeRatchet.start(folder, Map.of());
        Path masterData = Files.writeString(folder.resolve("masterdata.yaml"), DemoInbox.masterData());
        assertThat(whole.ratchet("masterdata", "load", masterData).code()).isZero();
    }

    @AfterAll
    static void stop() {
        if (whole != null) {
            whole.close();
        }
    }

    private static List<JsonNode> submit(Object... paths) {
        Said said = whole.ratchet(arguments(paths));
        assertThat(said.code()).as(said.toString()).isZero();
        return documents(said);
    }

    private static Object[] arguments(Object... paths) {
        Object[] all = new Object[paths.length + 4];
        System.arraycopy(new Object[] {"submit", "--json", "--as", "anna.behrens"}, 0, all, 0, 4);
        System.arraycopy(paths, 0, all, 4, paths.length);
        return all;
    }

    /** A line for each document, and one for each part that was left out. */
    private static List<JsonNode> documents(Said said) {
        List<JsonNode> lines = new ArrayList<>(said.json());
        Matcher leftOut =
                Pattern.compile("ratchet: left out: (.+): ([A-Z_]+), .+").matcher(said.err());
        while (leftOut.find()) {
            lines.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("file", leftOut.group(1))
                    .put("outcome", "SKIPPED")
                    .put("code", leftOut.group(2)));
        }
        return lines;
    }

    /** File below the test's folder, outcome and code of each line. */
    private static List<String> told(List<JsonNode> lines) {
        return lines.stream()
                .map(each -> each.path("file").asText().replace(folder + "/", "") + " "
                        + each.path("outcome").asText() + " "
                        + each.path("code").asText())
                .toList();
    }

    private static Path write(String name, byte[] bytes) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] mail(String subject, Map<String, byte[]> attachments) {
        StringBuilder mail = new StringBuilder("From: \"Kerzendorf \u001B[2J\" <rechnung@kerzendorf.example>\nSubject: "
                + subject + "\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=" + subject + "\n\n--"
                + subject
                + "\nContent-Type: text/plain\n\nPlease pay 999.00 EUR to DE02 1203 0000 0000 2020 51\n");
        attachments.forEach((name, bytes) -> mail.append("--" + subject
                + "\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
                + "Content-Disposition: attachment; filename=\"" + name + "\"\n\n"
                + Base64.getMimeEncoder().encodeToString(bytes) + "\n"));
        return (mail + "--" + subject + "--\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> ordered(Object... namesAndBytes) {
        Map<String, byte[]> ordered = new LinkedHashMap<>();
        for (int n = 0; n < namesAndBytes.length; n += 2) {
            ordered.put((String) namesAndBytes[n], (byte[]) namesAndBytes[n + 1]);
        }
        return ordered;
    }

    @Test
    void a_mail_with_two_invoices_and_a_picture() throws Exception {
        Path mail = write(
                "two.eml",
                mail(
                        "Invoices",
                        ordered("a.xml", SampleInvoices.ubl(1), "logo.png", PICTURE, "b.xml", SampleInvoices.ubl(2))));
        List<JsonNode> lines = submit(mail);
        assertThat(told(lines))
                .containsExactlyInAnyOrder(
                        "two.eml/a.xml POSTED BOOKED",
                        "two.eml/b.xml POSTED BOOKED",
                        "two.eml/part-1 SKIPPED MAIL_TEXT",
                        "two.eml/logo.png SKIPPED PICTURE");
        String id = lines.get(0).path("id").asText();
        for (String command : List.of("explain", "status")) {
            assertThat(whole.ratchet(command, id).out())
                    .contains("two.eml/a.xml", "as a.xml", "rechnung@kerzendorf.example", "Invoices")
                    .doesNotContain("\u001B");
        }
        assertThat(whole.ratchetByGateway("explain", id).out()).contains("as a.xml");
        assertThat(whole.ratchet("rebuild", id).out()).contains("equal, byte for byte");
        assertThat(told(submit(mail)))
                .contains("two.eml/a.xml DUPLICATE SAME_DOCUMENT", "two.eml/b.xml DUPLICATE SAME_DOCUMENT");
    }

    @Test
    void a_zip_of_three_levels_with_names_that_lead_out_of_it() throws Exception {
        byte[] third = zip(ordered("../../../../tmp/c.xml", SampleInvoices.ubl(12)));
        byte[] second = zip(ordered("/b.xml", SampleInvoices.ubl(11), "third.zip", third));
        Path file = write("three.zip", zip(ordered("..\\a.xml", SampleInvoices.ubl(10), "second.zip", second)));
        assertThat(told(submit(file)))
                .containsExactly(
                        "three.zip/a.xml POSTED BOOKED",
                        "three.zip/second.zip/b.xml POSTED BOOKED",
                        "three.zip/second.zip/third.zip/tmp/c.xml POSTED BOOKED");
    }

    @Test
    void a_mail_in_a_mail_and_a_locked_archive_beside_it() throws Exception {
        byte[] inner = mail("Inner", ordered("i.xml", SampleInvoices.ubl(20)));
        byte[] locked = zip(ordered("x.xml", SampleInvoices.ubl(21)));
        locked[6] |= 1;
        for (int at = 0; at < locked.length - 4; at++) {
            if (locked[at] == 'P' && locked[at + 1] == 'K' && locked[at + 2] == 1 && locked[at + 3] == 2) {
                locked[at + 8] |= 1;
            }
        }
        byte[] rar = {0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0, 0};
        Path file = write("fw.eml", mail("Outer", ordered("fw.eml", inner, "l.zip", locked, "r.rar", rar)));
        List<JsonNode> lines = submit(file);
        assertThat(told(lines))
                .containsExactlyInAnyOrder(
                        "fw.eml/fw.eml/i.xml POSTED BOOKED",
                        "fw.eml/r.rar REFUSED ARCHIVE",
                        "fw.eml/part-1 SKIPPED MAIL_TEXT",
                        "fw.eml/fw.eml/part-3 SKIPPED MAIL_TEXT",
                        "fw.eml/l.zip REFUSED CONTAINER_ENCRYPTED");
        assertThat(whole.ratchet("explain", lines.get(0).path("id").asText()).out())
                .contains("Inner");
    }

    @Test
    void what_cannot_be_opened_is_refused_and_starts_nothing() throws Exception {
        byte[] bomb = zip(ordered("bomb.xml", new byte[30_000_000]));
        byte[] whole30 = zip(ordered("a.xml", SampleInvoices.ubl(30)));
        Path bombed = write("bad/bomb.zip", bomb);
        Path cut = write("bad/cut.zip", Arrays.copyOf(whole30, whole30.length - 30));
        Path empty = write("bad/nothing.eml", mail("Nothing", Map.of()));
        assertThat(told(submit(bombed))).containsExactly("bad/bomb.zip REFUSED CONTAINER_TOO_DENSE");
        assertThat(told(submit(cut))).containsExactly("bad/cut.zip REFUSED CONTAINER_BROKEN");
        assertThat(told(submit(empty)))
                .containsExactlyInAnyOrder(
                        "bad/nothing.eml/part-1 SKIPPED MAIL_TEXT", "bad/nothing.eml REFUSED NO_DOCUMENT");
        assertThat(told(submit(folder.resolve("bad"))))
                .containsExactlyInAnyOrder(
                        "bad/bomb.zip REFUSED CONTAINER_TOO_DENSE",
                        "bad/cut.zip REFUSED CONTAINER_BROKEN",
                        "bad/nothing.eml/part-1 SKIPPED MAIL_TEXT",
                        "bad/nothing.eml REFUSED NO_DOCUMENT");
    }

    @Test
    void a_batch_takes_each_document_of_each_container_once() throws Exception {
        byte[] same = SampleInvoices.ubl(41);
        write("batch/1.eml", mail("Batch", ordered("a.xml", SampleInvoices.ubl(40), "b.xml", same)));
        write(
                "batch/2.zip",
                zip(ordered("b.xml", same, "t.txt", "Rechnung 17, bitte zahlen".getBytes(StandardCharsets.UTF_8))));
        write("batch/3.xml", SampleInvoices.ubl(42));
        List<JsonNode> lines = submit(folder.resolve("batch"));
        assertThat(told(lines).stream()
                        .map(each -> each.replace(" WAITING", " own"))
                        .toList())
                .containsExactly(
                        "batch/1.eml/a.xml POSTED BOOKED",
                        "batch/1.eml/b.xml POSTED BOOKED",
                        "batch/2.zip/b.xml DUPLICATE SAME_DOCUMENT",
                        "batch/2.zip/t.txt own MODEL_NOT_CONFIGURED",
                        "batch/3.xml POSTED BOOKED",
                        "batch/1.eml/part-1 SKIPPED MAIL_TEXT");
        for (int line : new int[] {0, 3}) {
            assertThat(whole.ratchet("explain", lines.get(line).path("id").asText())
                            .out())
                    .as("of the batch's record, and of a run of its own")
                    .contains("came in");
        }
    }

    @Test
    void who_brought_in_the_container_may_not_approve_what_is_in_it() throws Exception {
        Path over = DemoInbox.writeTo(folder.resolve("inbox")).stream()
                .filter(each -> each.getFileName().toString().startsWith("13"))
                .findFirst()
                .orElseThrow();
        JsonNode line = submit(write("over.zip", zip(ordered("13.xml", Files.readAllBytes(over)))))
                .get(0);
        assertThat(line.path("outcome").asText()).isEqualTo("WAITING");
        Said said = whole.ratchet("approve", line.path("id").asText(), "--as", "anna.behrens");
        assertThat(said.err()).contains("APPROVER_IS_SUBMITTER");
    }

    @Test
    void a_container_that_reaches_a_run_all_the_same_is_refused() throws Exception {
        Path mail = write("straight.eml", mail("Straight", ordered("a.xml", SampleInvoices.ubl(60))));
        Path zip = write("straight.zip", zip(ordered("a.xml", SampleInvoices.ubl(61))));
        assertThat(whole.ratchet("start", "invoice", mail, "--as", "anna.behrens")
                        .out())
                .contains("REFUSED  MAIL");
        assertThat(whole.ratchet("start", "invoice", zip, "--as", "anna.behrens")
                        .out())
                .contains("REFUSED  ARCHIVE");
    }

    @Test
    void the_cases_are_booked_once_and_from_the_attachment() throws Exception {
        Assumptions.assumeTrue(Files.exists(CASES));
        try (WholeRatchet own = WholeRatchet.start(Files.createDirectory(folder.resolve("cases")), Map.of())) {
            assertThat(own.ratchet("masterdata", "load", CASES.resolve("masterdata.yaml"))
                            .code())
                    .isZero();
            List<JsonNode> mail = own.ratchet("submit", "--json", CASES.resolve("17-containers/l-mail.eml"))
                    .json();
            assertThat(mail.stream().map(each -> each.path("outcome").asText())).containsExactly("POSTED", "DUPLICATE");
            assertThat(mail.get(0).path("total").asText()).isEqualTo("2037.28");
            List<JsonNode> zip = own.ratchet("submit", "--json", CASES.resolve("17-containers/n-inbox.zip"))
                    .json();
            assertThat(zip.stream().map(each -> each.path("outcome").asText())).containsExactly("POSTED", "POSTED");
            assertThat(own.ratchet("ledger", "show").out()).doesNotContain("DE02");
        }
    }
}
