package dev.ratchet.starter.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.starter.toy.Said;
import dev.ratchet.starter.toy.ToyAgent;
import dev.ratchet.starter.toy.ToyGateway;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.RebuiltRun;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RebuildCommandTest {
    private static final String ID = ToyAgent.GRANT.id(Digest.of("rebuilt"));
    private static final Digest ONE = Digest.of("one");
    private static final Digest OTHER = Digest.of("other");
    private static ToyGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new ToyGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset(MayActAs.ANYONE);
    }

    @Test
    void equal_is_said_with_both_digests() {
        answer(ONE, null);
        Said said = rebuild();
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .isEqualTo("run        " + ID + "\n"
                        + "outcome    GRANTED  GRANTED\n"
                        + "folded     3 steps\n"
                        + "rebuilt    " + ONE + "\n"
                        + "on record  " + ONE + "\n"
                        + "result     equal, byte for byte\n");
    }

    @Test
    void what_is_not_equal_is_named_by_step_and_code() {
        answer(OTHER, new RebuiltRun.Problem(2, "STEP_MISSING", "step 2 is not on record"));
        Said said = rebuild();
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out())
                .contains("result     not equal, STEP_MISSING at step 2: step 2 is not on record\n")
                .contains(OTHER.hex());
        answer(OTHER, new RebuiltRun.Problem(0, "OTHER_STATE", "the steps lead to another state"));
        assertThat(rebuild().out()).contains("not equal, OTHER_STATE: the steps lead to another state");
    }

    /** Also when the gateway forgot to say so. */
    @Test
    void two_digests_that_differ_are_never_equal() {
        answer(OTHER, null);
        Said said = rebuild();
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).contains("not equal: the two digests differ").doesNotContain("byte for byte");
    }

    @Test
    void json_has_all_of_it() throws Exception {
        RebuiltRun rebuilt = answer(OTHER, new RebuiltRun.Problem(2, "STEP_MISSING", "step 2 is not on record"));
        Said said = rebuild("--json");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out().lines()).hasSize(1);
        assertThat(Json.mapper().readValue(said.out(), RebuiltRun.class)).isEqualTo(rebuilt);
    }

    @Test
    void the_state_is_printed_for_a_person_to_read() {
        answer(ONE, null);
        assertThat(rebuild("--state").out()).isEqualTo("{\n  \"phase\" : \"ENDED\",\n  \"role\" : \"auditor\"\n}\n");
        answer(OTHER, new RebuiltRun.Problem(2, "STEP_MISSING", "step 2 is not on record"));
        Said partial = rebuild("--state");
        assertThat(partial.code()).isEqualTo(1);
        assertThat(partial.out()).contains("\"role\" : \"auditor\"");
        assertThat(partial.err()).isEqualTo("ratchet: not equal, STEP_MISSING at step 2: step 2 is not on record\n");
        assertThat(rebuild("--state", "--json").code()).isEqualTo(2);
    }

    @Test
    void a_run_that_is_on_no_record_is_a_sentence() {
        Said said = rebuild();
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("no record has a run '" + ID + "'", "NOT_FOUND");
    }

    private static RebuiltRun answer(Digest recorded, RebuiltRun.@Nullable Problem problem) {
        ObjectNode state =
                JsonNodeFactory.instance.objectNode().put("phase", "ENDED").put("role", "auditor");
        RebuiltRun rebuilt = new RebuiltRun(ToyAgent.GRANT.done(ID, "a grant"), 3, state, ONE, recorded, problem);
        gateway.answer(ToyGateway.getting(Paths.rebuild(ID)), rebuilt);
        return rebuilt;
    }

    private static Said rebuild(String... options) {
        return Said.by(
                Map.of("RATCHET_URL", gateway.url(), "RATCHET_TOKEN", ToyGateway.TOKEN),
                Path.of("nowhere"),
                120,
                Stream.concat(Stream.of("rebuild", ID), Stream.of(options)).toArray(String[]::new));
    }
}
