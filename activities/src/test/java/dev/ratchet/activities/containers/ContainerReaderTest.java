package dev.ratchet.activities.containers;

import static dev.ratchet.activities.containers.Boxes.attached;
import static dev.ratchet.activities.containers.Boxes.bytes;
import static dev.ratchet.activities.containers.Boxes.mail;
import static dev.ratchet.activities.containers.Boxes.part;
import static dev.ratchet.activities.containers.Boxes.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ratchet.activities.containers.Boxes.Entry;
import dev.ratchet.activities.content.SpooledBody;
import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ContainerReaderTest {
    private static final Path CASES = Path.of("../../shared/data/cases/17-containers");
    private static final byte[] INVOICE = bytes("<Invoice/>");
    private static final String TEXT = part("Content-Type: text/plain", "Pay to DE02 1203 0000 0000 2020 51");

    private final Map<Digest, byte[]> kept = new LinkedHashMap<>();
    private ContainerReader reader = new ContainerReader(1 << 20);

    private DocumentRef keep(SpooledBody body) throws IOException {
        kept.put(body.digest(), body.bytes());
        return new DocumentRef(TenantId.DEFAULT, body.digest(), body.length());
    }

    private Optional<Opened> opened(byte[] bytes) throws IOException, Reason.Unopened {
        try (SpooledBody body = new SpooledBody(Long.MAX_VALUE)) {
            body.append(ByteBuffer.wrap(bytes));
            return reader.open(body, this::keep);
        }
    }

    private Opened open(byte[] bytes) throws IOException, Reason.Unopened {
        return opened(bytes).orElseThrow();
    }

    private Reason.Unopened refused(byte[] bytes) {
        return catchThrowableOfType(Reason.Unopened.class, () -> opened(bytes));
    }

    private static List<String> paths(Opened opened) {
        return opened.documents().stream().map(each -> each.from().path()).toList();
    }

    private static List<String> left(Opened opened) {
        return opened.leftOut().stream()
                .map(each -> each.path() + " " + each.reason())
                .toList();
    }

    @Test
    void a_document_is_no_container() throws Exception {
        for (String text : List.of(
                "<Invoice/>",
                "Rechnung 1\nVon: A",
                "From: Blattwerk\nTo: Ravensholt\nDate: 1 June\nSubject: Invoice 17\n\nTotal 3.00",
                "",
                "%PDF-1.4")) {
            assertThat(opened(bytes(text))).as(text).isEmpty();
        }
        byte[] office = zip(Entry.of("[Content_Types].xml", "<Types/>"), Entry.of("word/document.xml", "<w/>"));
        assertThat(opened(office)).isEmpty();
    }

    @Test
    void a_mail_with_two_invoices_and_a_picture() throws Exception {
        byte[] mail = mail(
                "Blattwerk <rechnung@blattwerk.example>",
                "Zwei Rechnungen",
                TEXT,
                attached("one.xml", INVOICE),
                attached("image/png", "inline; filename=\"logo.png\"", Boxes.PICTURES.get("png")),
                attached("two.xml", bytes("<CreditNote/>")),
                attached("application/pgp-signature", "attachment; filename=\"signature.asc\"", bytes("x")));
        Opened opened = open(mail);
        assertThat(paths(opened)).containsExactly("one.xml", "two.xml");
        assertThat(left(opened)).containsExactly("part-1 MAIL_TEXT", "logo.png PICTURE", "signature.asc SIGNATURE");
        assertThat(opened.documents().get(0).from())
                .isEqualTo(new Container(
                        Digest.of(mail), "one.xml", "Blattwerk <rechnung@blattwerk.example>", "Zwei Rechnungen"));
        assertThat(kept.get(opened.documents().get(0).document().digest())).isEqualTo(INVOICE);
    }

    @Test
    void what_the_mail_says_is_no_document_however_it_is_sent() throws Exception {
        String html = part("Content-Type: text/html", "<html>Pay to DE02</html>");
        String alternative =
                part("Content-Type: multipart/alternative; boundary=c", "--c\n" + TEXT + "\n--c\n" + html + "\n--c--");
        String odd = part("Content-Type: text/markdown", "Pay to DE02");
        String untyped = part("X-Nothing: here", "Pay to DE02");
        assertThat(open(mail("a", "b", alternative, odd, untyped)).documents()).isEmpty();
        byte[] plain = bytes("From: a@b\nMIME-Version: 1.0\nSubject: Invoice 1\n\nPay 3.00 EUR to DE02");
        assertThat(left(open(plain))).containsExactly("part-1 MAIL_TEXT");
        assertThat(kept).isEmpty();
    }

    @Test
    void a_text_that_is_attached_is_a_document() throws Exception {
        Opened opened = open(mail(
                "a",
                "b",
                TEXT,
                attached("text/plain", "attachment; filename=rechnung.txt", bytes("Rechnung 1")),
                part(
                        "Content-Type: text/plain; name=\"r2.txt\"\nContent-Transfer-Encoding: quoted-printable",
                        "Betrag=\n 3=2C00=20=E2=82=AC"),
                part("Content-Type: application/xml", "<Invoice/>")));
        assertThat(paths(opened)).containsExactly("rechnung.txt", "r2.txt", "part-4");
        assertThat(kept.get(opened.documents().get(1).document().digest())).isEqualTo(bytes("Betrag 3,00 €"));
    }

    @Test
    void a_mail_that_is_nothing_but_its_attachment() throws Exception {
        byte[] mail = bytes("From: a@b\nMIME-Version: 1.0\nContent-Type: application/xml\n"
                + "Content-Disposition: attachment; filename=x.xml\n\n<Invoice/>");
        assertThat(paths(open(mail))).containsExactly("x.xml");
    }

    @Test
    void names_and_subjects_are_decoded() throws Exception {
        Opened opened = open(mail(
                "=?utf-8?q?B=C3=BCro?= <b@b>",
                "=?iso-8859-1?Q?f=FCr?= =?utf-8?B?4oKs?=",
                attached("text/plain", "attachment; filename=\"=?utf-8?q?R=C3=BC.txt?=\"", bytes("1")),
                attached("text/plain", "attachment; filename*=utf-8''B%C3%BC.txt", bytes("2")),
                attached("text/plain", "attachment;\n filename*0=\"lang\";\n filename*1=\"er.txt\"", bytes("3")),
                attached("text/plain", "attachment; filename=\"Grün.txt\"", bytes("4"))));
        assertThat(paths(opened)).containsExactly("Rü.txt", "Bü.txt", "langer.txt", "Grün.txt");
        assertThat(opened.documents().get(0).from().sender()).isEqualTo("Büro <b@b>");
        assertThat(opened.documents().get(0).from().subject()).isEqualTo("für€");
    }

    @Test
    void a_mail_in_a_mail_says_who_sent_the_inner_one() throws Exception {
        byte[] inner = mail("supplier@s", "Invoice", TEXT, attached("i.xml", INVOICE));
        byte[] outer = mail(
                "colleague@r",
                "FW: Invoice",
                TEXT,
                part("Content-Type: message/rfc822", new String(inner, StandardCharsets.UTF_8)),
                attached(
                        "fw.eml",
                        mail("another@s", "Too", attached("z.zip", zip(Entry.of("k.xml", "<Invoice>2</Invoice>"))))));
        Opened opened = open(outer);
        assertThat(paths(opened)).containsExactly("part-2/i.xml", "fw.eml/z.zip/k.xml");
        assertThat(opened.documents().stream().map(each -> each.from().sender()))
                .containsExactly("supplier@s", "another@s");
        assertThat(opened.documents().stream().map(each -> each.from().digest()))
                .containsOnly(Digest.of(outer));
    }

    @Test
    void a_zip_of_three_levels() throws Exception {
        byte[] third = zip(Entry.of("c.xml", "<Invoice>c</Invoice>"));
        byte[] second = zip(Entry.of("b.xml", "<Invoice>b</Invoice>"), new Entry("third.zip", third));
        Opened opened = open(zip(Entry.of("a/a.xml", "<Invoice>a</Invoice>"), new Entry("second.zip", second)));
        assertThat(paths(opened)).containsExactly("a/a.xml", "second.zip/b.xml", "second.zip/third.zip/c.xml");
        assertThat(opened.documents().get(2).from().sender()).isNull();
    }

    @Test
    void names_lead_nowhere_and_are_told_apart() throws Exception {
        Opened opened = open(zip(
                Entry.of("../../etc/passwd.xml", "1"),
                Entry.of("/root/b.xml", "2"),
                Entry.of("C:\\Users\\c.xml", "3"),
                Entry.of("x/../..\\./d\u0007\u202Efdp.xml", "4"),
                Entry.of("..", "5"),
                Entry.of("root/b.xml", "6")));
        assertThat(paths(opened))
                .containsExactly(
                        "etc/passwd.xml", "root/b.xml", "Users/c.xml", "x/d fdp.xml", "part-5", "root/b.xml (2)");
        assertThat(paths(open(mail("a\u001B[31m", "b", attached("../../../x.xml", INVOICE)))))
                .containsExactly("x.xml");
    }

    @Test
    void names_of_old_archives_are_read() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, Charset.forName("IBM437"))) {
            zip.putNextEntry(new ZipEntry("Prüfung.xml"));
            zip.write(INVOICE);
        }
        assertThat(paths(open(bytes.toByteArray()))).containsExactly("Prüfung.xml");
    }

    @Test
    void what_systems_pack_too_is_skipped() throws Exception {
        Opened opened = open(zip(
                new Entry("folder/", new byte[0]),
                Entry.of("__MACOSX/._a.xml", "x"),
                Entry.of("folder/.DS_Store", "x"),
                Entry.of("Thumbs.db", "x"),
                new Entry("empty.xml", new byte[0]),
                new Entry("scan.jpg", Boxes.PICTURES.get("jpg")),
                new Entry("folder/a.xml", INVOICE)));
        assertThat(paths(opened)).containsExactly("folder/a.xml");
        assertThat(opened.leftOut().stream().map(each -> each.reason()))
                .containsExactly(
                        Reason.SYSTEM_FILE, Reason.SYSTEM_FILE, Reason.SYSTEM_FILE, Reason.EMPTY_PART, Reason.PICTURE);
        assertThat(opened.leftOut()).allMatch(each -> each.reason().skips());
    }

    @Test
    void a_mail_that_cannot_be_read_says_so_for_that_part() throws Exception {
        Opened opened = open(mail(
                "a",
                "b",
                attached(
                        "application/pkcs7-mime; smime-type=enveloped-data", "attachment; filename=smime.p7m", INVOICE),
                attached("application/ms-tnef", "attachment; filename=winmail.dat", INVOICE),
                attached("ok.xml", INVOICE)));
        assertThat(left(opened)).containsExactly("smime.p7m PART_ENCRYPTED", "winmail.dat PART_OUTLOOK");
        assertThat(opened.leftOut()).noneMatch(each -> each.reason().skips());
        assertThat(paths(opened)).containsExactly("ok.xml");
    }

    @Test
    void a_broken_or_locked_container_counts_for_nothing() throws Exception {
        byte[] whole = zip(new Entry("a.xml", INVOICE), Entry.of("b.xml", "<Invoice>b</Invoice>"));
        for (byte[] broken : List.of(
                Arrays.copyOf(whole, whole.length - 30),
                Arrays.copyOf(whole, 60),
                changed(whole, 45),
                bytes("PK\u0003\u0004 and nothing of the kind"))) {
            assertThat(refused(broken).reason()).isEqualTo(Reason.CONTAINER_BROKEN);
        }
        assertThat(refused(encrypted(whole)).reason()).isEqualTo(Reason.CONTAINER_ENCRYPTED);
        byte[] mail = mail("a", "b", attached("a.xml", INVOICE), attached("b.xml", INVOICE));
        for (int cut : List.of(mail.length - 8, mail.length - 20, 260)) {
            assertThat(refused(Arrays.copyOf(mail, cut)).reason())
                    .as("cut at " + cut)
                    .isEqualTo(Reason.CONTAINER_BROKEN);
        }
        String unbounded = "From: a@b\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\n--b\n";
        assertThat(open(bytes(unbounded)).documents()).isEmpty();
    }

    @Test
    void a_broken_or_locked_container_inside_spares_those_beside_it() throws Exception {
        byte[] inner = zip(new Entry("a.xml", INVOICE));
        Opened opened = open(zip(
                new Entry("first.xml", bytes("<Invoice>1</Invoice>")),
                new Entry("broken.zip", Arrays.copyOf(inner, inner.length - 30)),
                new Entry("locked.zip", encrypted(inner)),
                new Entry("last.xml", bytes("<Invoice>2</Invoice>"))));
        assertThat(paths(opened)).containsExactly("first.xml", "last.xml");
        assertThat(left(opened)).containsExactly("broken.zip CONTAINER_BROKEN", "locked.zip CONTAINER_ENCRYPTED");
    }

    @Test
    void other_archives_and_office_files_are_left_to_the_reader() throws Exception {
        byte[] rar = {0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0, 0};
        assertThat(paths(open(mail("a", "b", attached("x.rar", rar))))).containsExactly("x.rar");
    }

    @Test
    void a_single_dense_entry_is_refused_before_it_is_unpacked() {
        Reason.Unopened refused = refused(zip(new Entry("bomb.xml", new byte[20 << 20])));
        assertThat(refused.reason()).isEqualTo(Reason.CONTAINER_TOO_DENSE);
        assertThat(refused.why()).contains("bomb.xml");
        assertThat(kept).isEmpty();
    }

    @Test
    void a_nest_of_bombs_is_refused() {
        byte[] leaf = zip(new Entry("0.dll", new byte[900_000]));
        byte[] level = leaf;
        for (int depth = 0; depth < 3; depth++) {
            List<Entry> copies = new ArrayList<>();
            for (int n = 0; n < 16; n++) {
                copies.add(new Entry("lib " + n + ".zip", level));
            }
            level = zip(copies);
        }
        reader = new ContainerReader(new ContainerReader.Limits(1_000, 10 << 20, 1 << 20, 5, Duration.ofMinutes(5)));
        assertThat(refused(level).reason()).isIn(Reason.CONTAINER_TOO_LARGE, Reason.CONTAINER_TOO_MANY_PARTS);
        assertThat(kept.values().stream().mapToLong(each -> each.length).sum()).isLessThan(10 << 20);
    }

    @Test
    void too_many_parts_or_bytes_are_refused_before_any_is_unpacked() {
        reader = new ContainerReader(new ContainerReader.Limits(10, 1_000, 500, 3, Duration.ofMinutes(5)));
        List<Entry> named = new ArrayList<>();
        for (int n = 0; n < 11; n++) {
            named.add(new Entry(n + ".xml", INVOICE));
        }
        assertThat(refused(zip(named)).reason()).isEqualTo(Reason.CONTAINER_TOO_MANY_PARTS);
        assertThat(refused(zip(new Entry("a", noise(400)), new Entry("b", noise(400)), new Entry("c", noise(400))))
                        .reason())
                .isEqualTo(Reason.CONTAINER_TOO_LARGE);
        assertThat(kept).isEmpty();
        byte[] deep = INVOICE;
        for (int n = 0; n < 4; n++) {
            deep = zip(new Entry(n + ".zip", deep));
        }
        assertThat(refused(deep).reason()).isEqualTo(Reason.CONTAINER_TOO_DEEP);
    }

    @Test
    void sizes_that_an_archive_lies_about_are_counted_as_they_come() throws Exception {
        byte[] honest = zip(new Entry("a.bin", new byte[3 << 20]));
        ByteBuffer lying = ByteBuffer.wrap(honest).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < honest.length - 4; at++) {
            if (lying.getInt(at) == 0x02014b50) {
                lying.putInt(at + 24, 10);
            }
        }
        assertThat(left(open(honest))).containsExactly("a.bin PART_TOO_LARGE");
        reader = new ContainerReader(new ContainerReader.Limits(10, 2 << 20, 4 << 20, 3, Duration.ofMinutes(5)));
        assertThat(refused(honest).reason()).isEqualTo(Reason.CONTAINER_TOO_LARGE);
        assertThat(kept).isEmpty();
    }

    @Test
    void one_part_that_is_too_large_spares_the_others() throws Exception {
        reader = new ContainerReader(1_000);
        assertThat(left(open(zip(new Entry("large.xml", noise(1_001)), new Entry("a.xml", INVOICE)))))
                .containsExactly("large.xml PART_TOO_LARGE");
        Opened mail = open(mail("a", "b", attached("large.xml", noise(5_000)), attached("b.xml", INVOICE)));
        assertThat(left(mail)).containsExactly("large.xml PART_TOO_LARGE");
        assertThat(paths(mail)).containsExactly("b.xml");
    }

    @Test
    void a_hostile_mail_is_bounded() {
        StringBuilder deep = new StringBuilder("From: a\nMIME-Version: 1.0\n");
        for (int n = 0; n < 5_000; n++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(n)
                    .append("\n\n--b")
                    .append(n)
                    .append('\n');
        }
        assertThat(refused(bytes(deep.toString())).reason()).isEqualTo(Reason.CONTAINER_TOO_DEEP);
        String boundary = "a".repeat(5_000);
        assertThat(refused(bytes("From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=" + boundary
                                + "\n\n" + ("-" + boundary).repeat(1_000)))
                        .reason())
                .isEqualTo(Reason.CONTAINER_BROKEN);
        assertThat(refused(bytes("From: a\nMIME-Version: 1.0\n" + "X: y\n".repeat(100_000) + "\nx"))
                        .reason())
                .isEqualTo(Reason.CONTAINER_BROKEN);
        assertThat(refused(bytes("From: a\nMIME-Version: 1.0\nX: " + "y".repeat(1_000_000) + "\n\nx"))
                        .reason())
                .isEqualTo(Reason.CONTAINER_BROKEN);
        String[] parts = new String[2_000];
        Arrays.fill(parts, "X: y\n\nz");
        assertThat(refused(mail("a", "b", parts)).reason()).isEqualTo(Reason.CONTAINER_TOO_MANY_PARTS);
    }

    @Test
    void what_takes_too_long_is_refused() {
        reader = new ContainerReader(new ContainerReader.Limits(10, 1_000, 500, 3, Duration.ofSeconds(-1)));
        assertThat(refused(zip(new Entry("a.xml", INVOICE))).reason()).isEqualTo(Reason.CONTAINER_TOO_SLOW);
        assertThat(refused(mail("a", "b", attached("a.xml", INVOICE))).reason()).isEqualTo(Reason.CONTAINER_TOO_SLOW);
    }

    /** Nothing but the two outcomes may come of any bytes. */
    @Test
    void no_change_of_a_byte_brings_it_down() throws Exception {
        byte[] inner =
                zip(new Entry("a.xml", INVOICE), new Entry("m.eml", mail("a", "b", TEXT, attached("c.xml", INVOICE))));
        for (byte[] whole :
                List.of(inner, mail("a", "b", TEXT, attached("z.zip", inner), attached("d.xml", INVOICE)))) {
            Random random = new Random(17);
            for (int n = 0; n < 3_000; n++) {
                byte[] mutant = whole.clone();
                for (int change = 0; change <= n % 4; change++) {
                    mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
                }
                try {
                    opened(mutant);
                } catch (Reason.Unopened e) {
                    assertThat(e.why()).isNotBlank();
                }
            }
        }
    }

    @Test
    void the_mail_of_the_cases_gives_its_attachment() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(CASES));
        Opened opened = open(Files.readAllBytes(CASES.resolve("l-mail.eml")));
        assertThat(paths(opened)).containsExactly("Rechnung_BW-1712.pdf", "Rechnung_BW-1712.xml");
        assertThat(left(opened)).containsExactly("part-1 MAIL_TEXT");
        assertThat(paths(open(Files.readAllBytes(CASES.resolve("n-inbox.zip")))))
                .containsExactly("posteingang/BW-1714.xml", "posteingang/BW-1715.xml");
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(5).nextBytes(noise);
        noise[0] = '<';
        return noise;
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] ^= 0x55;
        return other;
    }

    /** As far as its headers say. */
    private static byte[] encrypted(byte[] zip) {
        byte[] locked = zip.clone();
        for (int at = 0; at < locked.length - 4; at++) {
            if (locked[at] == 'P' && locked[at + 1] == 'K' && locked[at + 2] == 3 && locked[at + 3] == 4) {
                locked[at + 6] |= 1;
            }
            if (locked[at] == 'P' && locked[at + 1] == 'K' && locked[at + 2] == 1 && locked[at + 3] == 2) {
                locked[at + 8] |= 1;
            }
        }
        return locked;
    }
}
