package dev.ratchet.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.sun.net.httpserver.HttpServer;
import dev.ratchet.starter.toy.Said;
import dev.ratchet.starter.toy.ToyAgent;
import dev.ratchet.starter.toy.ToyGateway;
import dev.ratchet.starter.toy.ToyService;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.BooksBalance;
import dev.ratchet.workflows.gateway.BooksEntry;
import dev.ratchet.workflows.gateway.BooksHead;
import dev.ratchet.workflows.gateway.BooksVerification;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.MasterDataChange;
import dev.ratchet.workflows.gateway.MasterDataChanges;
import dev.ratchet.workflows.gateway.MasterDataLoaded;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatchetTest {
    private static ToyService service;
    private static ToyGateway gateway;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        service = ToyService.embedded();
        gateway = new ToyGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @BeforeEach
    void anyone() {
        gateway.reset(MayActAs.ANYONE);
    }

    @Test
    void each_document_is_one_line_of_json() throws Exception {
        file("a/post-1.xml", "each-1");
        file("a/b/refuse-1.xml", "each-2");
        file("a/wait-1.xml", "each-3");
        file("a/.hidden.xml", "each-4");
        Said said = ratchet("submit", "--json", folder.resolve("a").toString());
        assertThat(said.code()).as(said.err()).isZero();
        List<JsonNode> lines = lines(said);
        assertThat(lines).hasSize(3);
        for (JsonNode line : lines) {
            List<String> keys = new ArrayList<>();
            line.fieldNames().forEachRemaining(keys::add);
            assertThat(keys)
                    .containsExactly("file", "id", "outcome", "route", "code", "why", "entry", "total", "currency");
        }
        assertThat(lines.get(0).get("file").asText()).endsWith("refuse-1.xml");
        assertThat(lines.stream().map(line -> line.get("outcome").asText()))
                .containsExactly("REFUSED", "POSTED", "WAITING");
        JsonNode posted = lines.get(1);
        assertThat(posted.get("id").asText()).isEqualTo(id("each-1"));
        assertThat(posted.get("entry").isNumber()).isTrue();
        assertThat(posted.get("total").isTextual()).isTrue();
        assertThat(posted.get("total").asText()).isEqualTo("1190.00");
        assertThat(lines.get(0).get("entry").isNull()).isTrue();
        assertThat(said.err()).matches("ratchet: batch batch/default/\\d{8}T\\d{6}Z-[0-9a-z]{4}\n");
    }

    @Test
    void what_was_posted_before_is_a_duplicate() throws Exception {
        String file = file("post-2.xml", "twice").toString();
        assertThat(outcome("submit", "--json", file)).isEqualTo("POSTED");
        JsonNode second = lines(ratchet("submit", "--json", file)).get(0);
        assertThat(second.get("outcome").asText()).isEqualTo("DUPLICATE");
        assertThat(second.get("code").asText()).isEqualTo("SAME_DOCUMENT");
        assertThat(second.get("why").asText()).isEqualTo("these very bytes are booked as entry 7");
        assertThat(outcome("submit", "--json", "--no-wait", file)).isEqualTo("DUPLICATE");
        assertThat(outcome("submit", "--json", "--again", file)).isEqualTo("POSTED");
    }

    @Test
    void what_was_refused_before_is_told_again_and_nothing_runs() throws Exception {
        String file = file("refuse-2.xml", "refused-before").toString();
        ratchet("submit", file);
        JsonNode second = lines(ratchet("submit", "--json", file)).get(0);
        assertThat(second.get("outcome").asText()).isEqualTo("REFUSED");
        assertThat(second.get("code").asText()).isEqualTo("TOTAL_WRONG");
        assertThat(second.get("why").asText()).startsWith("decided before");
    }

    @Test
    void what_waits_is_the_same_run_and_still_waits() throws Exception {
        String file = file("wait-2.xml", "waits-twice").toString();
        assertThat(outcome("submit", "--json", file)).isEqualTo("WAITING");
        assertThat(outcome("submit", "--json", file)).isEqualTo("WAITING");
    }

    @Test
    void the_same_bytes_twice_in_one_batch_are_posted_once() throws Exception {
        file("twins/post-a.xml", "twins");
        file("twins/post-b.xml", "twins");
        List<JsonNode> lines =
                lines(ratchet("submit", "--json", folder.resolve("twins").toString()));
        assertThat(lines.stream().map(line -> line.get("outcome").asText())).containsExactly("POSTED", "DUPLICATE");
        assertThat(lines.get(1).get("file").asText()).endsWith("post-b.xml");
        assertThat(lines.get(1).get("why").asText()).contains("post-a.xml", "entry 7");
    }

    @Test
    void a_failed_run_is_exit_code_1_and_may_be_run_again() throws Exception {
        String file = file("fail.xml", "fails").toString();
        for (int round = 0; round < 2; round++) {
            Said said = ratchet("submit", "--json", file);
            assertThat(said.code()).isEqualTo(1);
            JsonNode line = lines(said).get(0);
            assertThat(line.get("outcome").asText()).isEqualTo("FAILED");
            assertThat(line.get("why").asText()).isEqualTo("the run failed: the toy broke");
            assertThat(line.get("id").asText()).isEqualTo(id("fails"));
        }
    }

    @Test
    void nothing_waits_for_a_run_that_is_only_started() throws Exception {
        assertThat(outcome(
                        "submit",
                        "--json",
                        "--no-wait",
                        file("wait-3.xml", "started").toString()))
                .isEqualTo("RUNNING");
    }

    @Test
    void files_that_cannot_be_handed_in_still_have_their_line() throws Exception {
        file("odd/empty-post.xml", "");
        file("odd/large-post.xml", "x".repeat(ToyGateway.LIMIT + 1));
        Said said = ratchet(
                "submit",
                "--json",
                folder.resolve("odd").toString(),
                folder.resolve("missing.xml").toString());
        assertThat(lines(said).stream()
                        .map(line -> line.get("outcome").asText() + " "
                                + line.get("code").asText()))
                .containsExactly("POSTED POSTED", "REFUSED TOO_LARGE", "FAILED UNREADABLE");
        assertThat(said.code()).isEqualTo(1);
    }

    @Test
    void a_gateway_that_takes_less_than_it_said_is_believed() throws Exception {
        gateway.refuse(
                WireMock.put(WireMock.urlPathEqualTo(Paths.DOCUMENTS)),
                413,
                Problem.of(Problem.TOO_LARGE, "the document has more than 10 bytes"));
        Said said = ratchet("submit", "--json", file("post-3.xml", "too much").toString());
        assertThat(said.code()).isZero();
        assertThat(lines(said).get(0).get("code").asText()).isEqualTo("TOO_LARGE");
    }

    @Test
    void the_submitter_is_you_or_whom_you_may_act_as() throws Exception {
        Path file = file("wait-4.xml", "submitter");
        ratchet("submit", "--as", "sam", file.toString());
        assertThat(ratchet("status", id("submitter")).out()).contains("submitted by sam");
        gateway.reset(MayActAs.SELF);
        Said said = ratchet("submit", "--as", "sam", file.toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("your token is olga's and may not act as sam");
    }

    @Test
    void who_brings_a_document_in_is_told_to_the_gateway() throws Exception {
        ratchet(
                "submit",
                "--as",
                "sam+x@example.org",
                file("post-8.xml", "brought-in").toString());
        gateway.server()
                .verify(WireMock.putRequestedFor(WireMock.urlPathEqualTo(Paths.DOCUMENTS))
                        .withQueryParam("as", WireMock.equalTo("sam+x@example.org")));
    }

    @Test
    void nobody_denies_or_rechecks_in_the_name_of_another() throws Exception {
        ratchet("submit", file("wait-11.xml", "not-yours").toString());
        gateway.reset(MayActAs.SELF);
        for (String[] command : new String[][] {
            {"deny", id("not-yours"), "--why", "not ours", "--as", "ben"}, {"recheck", id("not-yours"), "--as", "ben"}
        }) {
            Said said = ratchet(command);
            assertThat(said.code()).as(command[0]).isEqualTo(1);
            assertThat(said.err()).contains("may not act as ben", "NOT_YOURSELF");
        }
        assertThat(ratchet("status", id("not-yours")).out()).contains("WAITING");
        assertThat(ratchet("deny", id("not-yours"), "--why", "not ours").out()).contains("Denied by olga");
    }

    @Test
    void master_data_of_somebody_without_the_role_is_refused_with_a_sentence() throws Exception {
        gateway.refuse(
                ToyGateway.posting(Paths.MASTERDATA),
                403,
                Problem.of(Problem.MASTERDATA_ROLE, "olga does not have the role 'masterdata'"));
        Said said =
                ratchet("masterdata", "load", file("mine.yaml", "suppliers: []").toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).isEqualTo("ratchet: olga does not have the role 'masterdata' (MASTERDATA_ROLE)\n");
    }

    @Test
    void tables_fit_the_terminal() throws Exception {
        file("wide/post-" + "n".repeat(60) + ".xml", "wide-1");
        file("wide/wait-ünïcödé-日本.xml", "wide-2");
        waiting("wide-2");
        gateway.answer(
                ToyGateway.getting(Paths.RUNS),
                List.of(listed(run("wide-1")), listed(ToyAgent.INVOICE.waiting(id("wide-2"), "wait-ünïcödé-日本.xml"))));
        gateway.answer(ToyGateway.getting(Paths.ENTRIES), List.of(entry()));
        gateway.answer(ToyGateway.getting(Paths.BALANCE), List.of(new BooksBalance("expenses", "JPY", 1200)));
        for (int width : new int[] {80, 100, 160}) {
            for (String[] command : new String[][] {
                {"submit", folder.resolve("wide").toString()},
                {"approvals"},
                {"list"},
                {"agents"},
                {"explain", id("wide-2")},
                {"ledger", "show"},
                {"ledger", "balance"}
            }) {
                Said said = Said.by(environment(), folder, width, command);
                assertThat(said.code()).as(said.err()).isZero();
                assertThat(said.out().lines().filter(line -> !line.matches("(run|intent|batch) .*")))
                        .as(said.out())
                        .isNotEmpty()
                        .allMatch(line -> line.length() <= width);
                if (!command[0].equals("ledger") && !command[0].equals("agents")) {
                    assertThat(said.out()).containsPattern("\\bWAITING\\b|\\bOVER_LIMIT\\b");
                }
            }
        }
    }

    @Test
    void an_id_and_an_amount_are_not_broken_in_a_table() {
        waiting("unbroken");
        assertThat(Said.by(environment(), folder, 100, "approvals").out())
                .contains(Digest.of("unbroken").brief(), "1190.00 EUR");
    }

    @Test
    void explain_says_what_may_happen_and_what_may_not() throws Exception {
        ratchet("submit", file("wait-5.xml", "explained").toString());
        String text = ratchet("explain", id("explained")).out();
        assertThat(text)
                .contains("WAITING  OVER_LIMIT", "CONSENT", "somebody with role approver, until 2026-11-28")
                .contains("supplier   ACME", "number     RE-2026-0042", "amount     1190.00 EUR")
                .contains("allowed", "not allowed: an approver must consent")
                .contains("structured@2026-11", "source=UBL, lines=3")
                .contains("build-1, rules 2026-11 ", "12 tokens, 340 millionths")
                .contains("\ntokens  ", "\nmoney (micro-units)")
                .contains("read_document", "document_read", "20000", "BT-112");
    }

    @Test
    void a_run_that_temporal_has_forgotten_is_shown_from_the_record() {
        String id = id("forgotten");
        gateway.answer(ToyGateway.getting(Paths.run(id)), ToyAgent.INVOICE.explanation(run("forgotten")));
        for (String command : List.of("status", "explain", "watch")) {
            Said said = ratchet(command, id);
            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.out()).contains("from the record", "POSTED", "entry 7", "by rule structured");
        }
        assertThat(ratchet("explain", id).out()).contains("not allowed: an approver must consent", "document_read");
        assertThat(ratchet("status", "--json", id).out()).startsWith("{\"tenant\":\"default\"");
        assertThat(ratchet("explain", "--json", id).out()).startsWith("{\"summary\":{");
        gateway.refuse(ToyGateway.getting(Paths.run(id("never"))), 404, Problem.of(Problem.NOT_FOUND, "none"));
        assertThat(ratchet("status", id("never")).err()).contains("neither Temporal nor the record");
    }

    @Test
    void an_id_may_be_shortened_until_it_is_ambiguous() throws Exception {
        ratchet("submit", file("post-6.xml", "short").toString());
        RunSummary one = run("short");
        gateway.answer(ToyGateway.getting(Paths.RUNS), List.of(listed(one), listed(run("other"))));
        String hex = Digest.of("short").hex();
        assertThat(ratchet("status", hex.substring(0, 6)).out()).contains(one.workflowId());
        assertThat(ratchet("status", "invoice/").err()).contains("2 runs begin with", "AMBIGUOUS");
        assertThat(ratchet("status", "ffffffff").err()).contains("no run on record begins with");
        assertThat(ratchet("status", "f").err()).contains("too short");
    }

    @Test
    void approve_shows_signs_and_decides() throws Exception {
        ratchet("submit", file("wait-7.xml", "approved").toString());
        waiting("approved");
        gateway.answer(ToyGateway.posting(Paths.SIGN), approval("approved"));
        assertThat(ratchet("approvals").out()).contains("1190.00 EUR", "approve, deny", "over-limit.xml");
        Said said = ratchet("approve", Digest.of("approved").brief(), "--as", "ben");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .startsWith("Consent to exactly this, as the gateway knows it:\n")
                .containsPattern("effect +what agent invoice does\n")
                .containsPattern("(?s)supplier +ACME\n.*amount +1190.00 EUR\n.*What the run says of itself:")
                .contains("read from", "UBL")
                .contains("Approved by ben as approver. POSTED");
        gateway.server()
                .verify(WireMock.postRequestedFor(WireMock.urlPathEqualTo(Paths.SIGN))
                        .withRequestBody(WireMock.matchingJsonPath("$.as", WireMock.equalTo("ben")))
                        .withRequestBody(
                                WireMock.matchingJsonPath("$.intent", WireMock.equalTo(ToyAgent.INTENT.hex()))));
        Said again = ratchet("approve", id("approved"));
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("does not wait for consent").doesNotContain("Exception");
    }

    @Test
    void a_refused_consent_is_a_sentence_and_the_run_waits_on() throws Exception {
        ratchet("submit", file("wait-8.xml", "not-approved").toString());
        waiting("not-approved");
        gateway.refuse(
                ToyGateway.posting(Paths.SIGN),
                403,
                Problem.of("SUBMITTER", "who brought a document in may not approve it"));
        Said said = ratchet("approve", id("not-approved"));
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).isEqualTo("ratchet: who brought a document in may not approve it (SUBMITTER)\n");
        assertThat(ratchet("status", id("not-approved")).out()).contains("WAITING");
    }

    @Test
    void nobody_is_asked_to_consent_to_what_only_the_run_knows_of() throws Exception {
        ratchet("submit", file("wait-11.xml", "unrequested").toString());
        Said said = ratchet("approve", id("unrequested"));
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("whatever the run says (NOT_REQUESTED)");
    }

    @Test
    void deny_wants_a_reason_and_ends_the_run() throws Exception {
        ratchet("submit", file("wait-9.xml", "denied").toString());
        assertThat(ratchet("deny", id("denied")).code()).isEqualTo(2);
        Said said = ratchet("deny", id("denied"), "--why", "not ours", "--as", "ben");
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("Denied by ben. REFUSED DENIED: ben denied it: not ours");
        Said late = ratchet("deny", id("denied"), "--why", "again");
        assertThat(late.code()).isEqualTo(1);
        assertThat(late.err()).contains("has ended").doesNotContain("Exception");
    }

    @Test
    void watch_follows_to_the_end() throws Exception {
        ratchet("submit", file("post-9.xml", "watched").toString());
        assertThat(ratchet("watch", id("watched")).out()).contains("ENDED  POSTED  POSTED  booked as entry 7");
    }

    @Test
    void recheck_asks_the_run_to_look_again() throws Exception {
        ratchet("submit", file("wait-10.xml", "rechecked").toString());
        Said said = ratchet("recheck", id("rechecked"));
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("WAITING  OVER_LIMIT");
    }

    @Test
    void the_books_are_shown_summed_exported_and_verified() {
        gateway.answer(ToyGateway.getting(Paths.ENTRIES), List.of(entry()));
        gateway.answer(
                ToyGateway.getting(Paths.BALANCE),
                List.of(new BooksBalance("expenses", "JPY", 1200), new BooksBalance("tax", "KWD", 1500)));
        assertThat(ratchet("ledger", "show").out())
                .contains("liabilities:payable:ACME", "-12.00 EUR", "policy small@1");
        assertThat(ratchet("ledger", "balance").out()).contains("1200 JPY", "1.500 KWD");
    }

    @Test
    void verified_books_tell_their_head_and_else_what_does_not_fit() {
        BooksHead head = new BooksHead(1, Digest.of("r"));
        gateway.answer(ToyGateway.getting(Paths.VERIFY), new BooksVerification(1, head, 0, List.of()));
        Said fits = ratchet("ledger", "verify", "--head", head.text());
        assertThat(fits.err()).isEmpty();
        assertThat(fits.out()).contains("1 entry, it fits; the head to keep elsewhere is " + head.text());
        gateway.server()
                .verify(WireMock.getRequestedFor(WireMock.urlPathEqualTo(Paths.VERIFY))
                        .withQueryParam("head", WireMock.equalTo(head.text())));
        assertThat(ratchet("ledger", "verify", "--head", "1").code()).isEqualTo(2);
        gateway.answer(
                ToyGateway.getting(Paths.VERIFY),
                new BooksVerification(
                        9,
                        head,
                        3,
                        List.of(new BooksVerification.OfKind(
                                "ENTRY_CHANGED",
                                5,
                                List.of(new BooksVerification.Discrepancy("entry 4", "it was changed"))))));
        Said broken = ratchet("ledger", "verify");
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out())
                .contains("ENTRY_CHANGED, 5:", "  entry 4: it was changed", "  and 4 more", "3 of the newest entries")
                .doesNotContain("keep elsewhere");
        assertThat(broken.err()).contains("5 things do not fit in the books of 9 entries");
    }

    @Test
    void a_journal_that_is_cut_off_is_not_taken_for_whole() {
        gateway.stub(
                ToyGateway.getting(Paths.JOURNAL),
                WireMock.aResponse().withBody("2026 x\n" + Paths.JOURNAL_END + "\n"));
        Said whole = ratchet("ledger", "export", "--format", "journal");
        assertThat(whole.code()).as(whole.err()).isZero();
        assertThat(whole.out()).isEqualTo("2026 x\n; end of journal\n");
        gateway.stub(ToyGateway.getting(Paths.JOURNAL), WireMock.aResponse().withBody("2026 x\n"));
        assertThat(ratchet("ledger", "export").err()).contains("cut off");
    }

    @Test
    void master_data_is_loaded_or_its_problems_are_listed_by_line() throws Exception {
        String file = file("master.yaml", "suppliers: []").toString();
        gateway.answer(ToyGateway.posting(Paths.MASTERDATA), new MasterDataLoaded(3, 2, 1, change("APPLIED"), 2));
        assertThat(ratchet("masterdata", "load", file).out()).isEqualTo("loaded 3 suppliers, 2 orders, 1 people\n");
        gateway.refuse(
                ToyGateway.posting(Paths.MASTERDATA),
                422,
                new Problem(
                        "INVALID_MASTER_DATA",
                        "nothing",
                        List.of(new Problem.AtLine(7, "orders[0].total", "is text"))));
        Said said = ratchet("masterdata", "load", file);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains(file + ":7: orders[0].total is text");
    }

    private static MasterDataChange change(String event) {
        return new MasterDataChange(
                2,
                Instant.parse("2026-11-28T09:00:00Z"),
                event,
                "anna",
                null,
                "f00d",
                List.of(
                        new MasterDataChange.Difference("person anna: role boss added", true),
                        new MasterDataChange.Difference("supplier A added: A", false)),
                3);
    }

    @Test
    void master_data_that_waits_for_a_second_person_is_told_and_confirmed_by_number() throws Exception {
        String file = file("more.yaml", "suppliers: []").toString();
        String differences = "  ! person anna: role boss added\n    supplier A added: A\n    and 3 more\n";
        gateway.answer(ToyGateway.posting(Paths.MASTERDATA), new MasterDataLoaded(1, 0, 1, change("HELD"), 1));
        Said loaded = ratchet("masterdata", "load", file);
        assertThat(loaded.code()).isZero();
        assertThat(loaded.err())
                .startsWith("only 1 of the people that are in force have the role masterdata; it takes two");
        assertThat(loaded.out())
                .isEqualTo(
                        "nothing is in force yet of 1 suppliers, 0 orders, 1 people: somebody else must confirm this\n"
                                + differences
                                + "another person with the role masterdata: ratchet masterdata confirm 2\n");

        String shown = "2  2026-11-28T09:00:00Z  held by anna\n" + differences;
        gateway.answer(ToyGateway.getting(Paths.MASTERDATA_PENDING), List.of(change("HELD")));
        assertThat(ratchet("masterdata", "pending").out()).isEqualTo(shown);
        gateway.answer(ToyGateway.posting(Paths.MASTERDATA_CONFIRM), confirmation());
        assertThat(ratchet("masterdata", "confirm", "2").out())
                .isEqualTo(shown + "confirmed by ben as change 3; all of it is in force\n");
        Said nothing = ratchet("masterdata", "confirm", "7");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err()).contains("no change 7 waits", "NOT_HELD");
    }

    @Test
    void the_history_of_master_data_is_shown_and_what_does_not_fit_fails() throws Exception {
        gateway.answer(
                ToyGateway.getting(Paths.MASTERDATA_HISTORY),
                new MasterDataChanges(List.of(confirmation()), 3, List.of()));
        assertThat(ratchet("masterdata", "history").out()).isEqualTo("""
                        3  2026-11-28T10:00:00Z  confirmed by ben, what change 2 held
                        3 changes, each follows the one before it
                        """);
        gateway.answer(
                ToyGateway.getting(Paths.MASTERDATA_HISTORY),
                new MasterDataChanges(List.of(), 3, List.of("change 2 does not hash to what it says")));
        Said broken = ratchet("masterdata", "history");
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.err()).isEqualTo("change 2 does not hash to what it says\n");
    }

    private static MasterDataChange confirmation() {
        return new MasterDataChange(
                3, Instant.parse("2026-11-28T10:00:00Z"), "CONFIRMED", "ben", 2L, "cafe", List.of(), 0);
    }

    @Test
    void a_proposal_goes_to_stdout_and_the_count_to_stderr() throws Exception {
        file("in/a.xml", "a");
        file("in/b.xml", "b");
        gateway.stub(
                ToyGateway.posting(Paths.MASTERDATA_PROPOSE),
                WireMock.aResponse().withBody("suppliers:\n").withHeader(Paths.DOCUMENTS_READ, "1"));
        Said said = ratchet("masterdata", "propose", folder.resolve("in").toString());
        assertThat(said.out()).isEqualTo("suppliers:\n");
        assertThat(said.err()).contains("read 1 of 2 files as invoices");
    }

    @Test
    void a_wrong_command_line_is_exit_code_2() {
        assertThat(ratchet().code()).isEqualTo(2);
        assertThat(ratchet("submit").code()).isEqualTo(2);
        assertThat(ratchet("ledger").code()).isEqualTo(2);
        assertThat(ratchet("ledger", "export", "--format", "xls").code()).isEqualTo(2);
        assertThat(ratchet("nonsense").err()).contains("nonsense");
    }

    @Test
    void help_and_version_need_no_service() {
        assertThat(Said.by(Map.of(), folder, 80, "--version").code()).isZero();
        assertThat(Said.by(Map.of(), folder, 80, "submit", "--help").out()).contains("--no-wait");
    }

    @Test
    void a_gateway_that_is_away_is_exit_code_3_and_one_sentence() throws Exception {
        int port = ToyService.freePort();
        Said said = Said.by(Map.of("RATCHET_URL", "http://127.0.0.1:" + port), folder, 80, "list");
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.err().lines()).hasSize(1);
        assertThat(said.err())
                .contains("http://127.0.0.1:" + port, "RATCHET_URL")
                .doesNotContain("Exception");
    }

    @Test
    void a_temporal_that_is_away_is_exit_code_3_at_once() throws Exception {
        Map<String, String> environment = environment();
        environment.put("TEMPORAL_ADDRESS", "127.0.0.1:" + ToyService.freePort());
        Instant before = Instant.now();
        Said said = Said.by(environment, folder, 80, "status", id("whatever"));
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.err().lines()).hasSize(1);
        assertThat(said.err()).contains(environment.get("TEMPORAL_ADDRESS"), "TEMPORAL_ADDRESS");
        assertThat(Instant.now()).isBefore(before.plusSeconds(4));
    }

    @Test
    void the_token_of_a_dev_on_this_machine_is_found() throws Exception {
        Map<String, String> environment = environment();
        environment.remove("RATCHET_TOKEN");
        environment.put("RATCHET_URL", "http://127.0.0.1:" + gateway.server().port());
        Path token = file(".ratchet/dev-" + gateway.server().port() + ".token", ToyGateway.TOKEN + "\n");
        try (FileChannel dev = FileChannel.open(token, StandardOpenOption.WRITE)) {
            dev.lock();
            assertThat(Said.by(environment, folder, 80, "list").out()).contains("no run is on record");
        }
    }

    @Test
    void nothing_is_sent_to_whoever_holds_the_port_of_a_dev_that_is_gone() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            received.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        other.start();
        try {
            int port = other.getAddress().getPort();
            file(".ratchet/dev-" + port + ".token", ToyGateway.TOKEN + "\n");
            Map<String, String> environment = environment();
            environment.remove("RATCHET_TOKEN");
            environment.put("RATCHET_URL", "http://127.0.0.1:" + port);
            Path document = file("confidential.txt", "Invoice 1");
            for (String[] command : new String[][] {{"list"}, {"submit", document.toString()}, {"approvals"}}) {
                Said said = Said.by(environment, folder, 80, command);
                assertThat(received).as(command[0]).isEmpty();
                assertThat(said.code()).as(command[0]).isEqualTo(3);
                assertThat(said.err())
                        .contains("No dev process of yours answers at http://127.0.0.1:" + port, "RATCHET_TOKEN");
            }
        } finally {
            other.stop(0);
        }
    }

    @Test
    void the_token_of_a_dev_is_for_its_own_address_alone() throws Exception {
        Path token = file(".ratchet/dev-7280.token", ToyGateway.TOKEN + "\n");
        try (FileChannel dev = FileChannel.open(token, StandardOpenOption.WRITE)) {
            dev.lock();
            for (String address : List.of("http://127.0.0.2:7280", "http://localhost:7280", "http://[::1]:7280")) {
                Map<String, String> environment = environment();
                environment.remove("RATCHET_TOKEN");
                environment.put("RATCHET_URL", address);
                assertThat(Said.by(environment, folder, 80, "list").err())
                        .contains("RATCHET_TOKEN is not set", address);
            }
        }
    }

    private Said ratchet(String... arguments) {
        return Said.by(environment(), folder, 120, arguments);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("TEMPORAL_ADDRESS", service.address());
        environment.put("RATCHET_URL", gateway.url());
        environment.put("RATCHET_TOKEN", ToyGateway.TOKEN);
        return environment;
    }

    private String outcome(String... arguments) throws Exception {
        return lines(ratchet(arguments)).get(0).get("outcome").asText();
    }

    private static List<JsonNode> lines(Said said) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : said.out().lines().toList()) {
            lines.add(Json.mapper().readTree(line));
        }
        assertThat(lines).as(said.err()).isNotEmpty();
        return lines;
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String id(String text) {
        return InvoiceWorkflow.workflowId(TenantId.DEFAULT, Digest.of(text));
    }

    private static void waiting(String text) {
        gateway.answer(
                ToyGateway.getting(Paths.APPROVALS), List.of(ToyAgent.INVOICE.requested(id(text), "over-limit.xml")));
    }

    private static Approval approval(String text) {
        return new Approval(
                TenantId.DEFAULT,
                "a1",
                id(text),
                ToyAgent.INTENT,
                "ben",
                "approver",
                "olga",
                ToyAgent.UNTIL.minusSeconds(60),
                ToyAgent.UNTIL,
                "k1",
                "c2ln");
    }

    private static ListedRun listed(RunSummary run) {
        return new ListedRun(run, Instant.parse("2020-02-03T12:00:00Z"));
    }

    private static RunSummary run(String text) {
        return ToyAgent.INVOICE.done(id(text), text + ".xml");
    }

    private static BooksEntry entry() {
        return new BooksEntry(
                1,
                Instant.parse("2026-11-21T10:00:00Z"),
                LocalDate.of(2026, 11, 20),
                "INVOICE",
                "ACME",
                "RE-1",
                "EUR",
                List.of(
                        new BooksEntry.Line("expenses:goods", 1200),
                        new BooksEntry.Line("liabilities:payable:ACME", -1200)),
                "policy small@1",
                id("posted"),
                Digest.of("d"),
                Digest.of("r"));
    }
}
