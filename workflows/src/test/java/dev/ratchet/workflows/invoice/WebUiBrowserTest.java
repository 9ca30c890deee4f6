package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Browser;
import dev.ratchet.Needs;
import dev.ratchet.RealTemporal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Web UI's page of a run that waits, as a person sees it. */
@Tag("slow")
class WebUiBrowserTest {
    private static final Path PICTURES = Needs.root().resolve("workflows/target/web-ui");

    /** The supplier's name, and the account number in any of its spellings. */
    private static final String[] PERSONAL = {"Nordlicht Papier", "DE89", "0532 0130", "05320130"};

    @Test
    void aWaitingRunShowsWhatItWaitsForAndNothingPersonal() {
        try (RealTemporal temporal = RealTemporal.start();
                RealWorker worker = RealWorker.on(temporal);
                Browser browser = Browser.open()) {
            worker.world().books = Samples.books(0);
            Caller caller = Caller.of(temporal.client());
            assertThat(caller.submit().outcome()).isEqualTo("WAITING");
            try (Browser.Page page = browser.page(page(temporal, caller, "history"))) {
                assertThat(page.text("waits for clerk"))
                        .contains(caller.id(), "waits for clerk", "reads the document", "asks the rules and the books")
                        .doesNotContain(PERSONAL);
                assertThat(page.html()).doesNotContain(PERSONAL);
                page.picture(PICTURES.resolve("history.png"));
            }
            try (Browser.Page page = browser.page(page(temporal, caller, "user-metadata"))) {
                assertThat(page.text("WAITING for clerk"))
                        .contains("WAITING for clerk until 2", "ratchet approve or ratchet deny", "119.00 EUR")
                        .containsPattern("phase\\s+CONSENT")
                        .containsPattern("route\\s+HUMAN by rule person")
                        .containsPattern("policy\\s+rule default")
                        .doesNotContain(PERSONAL);
                assertThat(page.html()).doesNotContain(PERSONAL);
                page.picture(PICTURES.resolve("details.png"));
            }
        }
    }

    private static URI page(RealTemporal temporal, Caller caller, String tab) {
        return URI.create(temporal.ui() + "/namespaces/default/workflows/"
                + URLEncoder.encode(caller.id(), StandardCharsets.UTF_8) + "/" + runId(caller) + "/"
                + tab);
    }

    private static String runId(Caller caller) {
        return caller.history()
                .getEvents()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getOriginalExecutionRunId();
    }
}
