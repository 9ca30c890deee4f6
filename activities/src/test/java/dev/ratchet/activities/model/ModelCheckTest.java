package dev.ratchet.activities.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.activities.calls.CallRequest;
import dev.ratchet.activities.calls.MemoryModelCalls;
import dev.ratchet.activities.calls.ModelCalls;
import dev.ratchet.activities.calls.ReceivedAnswers;
import dev.ratchet.activities.calls.RecordedCalls;
import dev.ratchet.activities.model.provider.Aimock;
import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import dev.ratchet.activities.model.tier.Limits;
import dev.ratchet.activities.model.tier.ModelEntry;
import dev.ratchet.activities.model.tier.Models;
import dev.ratchet.activities.model.tier.Price;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A check of models in three formats, against a server that somebody else wrote. */
class ModelCheckTest {
    private static ModelEntry model(String id, Provider provider, URI url, SchemaMode mode) {
        return new ModelEntry(
                new Endpoint(id, provider, url, id, new ApiKey("TEST_KEY", "sk-canary"), mode, Timeouts.USUAL),
                Limits.UNLIMITED,
                new Price(150_000, 75_000, 600_000));
    }

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private ModelCheck check(Models models, List<CallRequest> paid) {
        ModelCalls record = new MemoryModelCalls() {
            @Override
            public synchronized Claim claim(CallRequest request, Digest asked, Duration lease) {
                paid.add(request);
                return super.claim(request, asked, lease);
            }
        };
        return new ModelCheck(
                models,
                new RecordedCalls(record, new MemoryContentStore(), ReceivedAnswers.NOWHERE, timer),
                TenantId.DEFAULT);
    }

    @Test
    void eachModelSaysWhetherItsSchemaModeWorksOrWhatIsWrong() throws Exception {
        ObjectNode ready = JsonNodeFactory.instance.objectNode().put("action", "ready");
        ready.putObject("arguments");
        ObjectNode prose = Aimock.inAnyFormat(Aimock.saying("ready", "Yes, I am.", "stop"));
        ((ObjectNode) prose.required("match")).put("model", "talks");
        ObjectNode calls = Aimock.calling("ready", "ratchet_check", ready);
        ((ObjectNode) calls.required("match")).put("model", "calls");
        ObjectNode answers = Aimock.inAnyFormat(Aimock.saying("ready", ready.toString(), "stop"));
        try (Aimock aimock = Aimock.start(List.of(prose, calls, answers))) {
            URI openAi = aimock.url(Provider.OPENAI);
            List<ModelEntry> entries = List.of(
                    model("open", Provider.OPENAI, openAi, SchemaMode.NATIVE),
                    model("claude", Provider.ANTHROPIC, aimock.url(Provider.ANTHROPIC), SchemaMode.NATIVE),
                    model("calls", Provider.ANTHROPIC, aimock.url(Provider.ANTHROPIC), SchemaMode.TOOL),
                    model("llama", Provider.OLLAMA, aimock.url(Provider.OLLAMA), SchemaMode.INSTRUCTIONS),
                    model("talks", Provider.OPENAI, openAi, SchemaMode.INSTRUCTIONS),
                    model("gone", Provider.OPENAI, URI.create("http://127.0.0.1:1/v1"), SchemaMode.NATIVE));
            Models models = new Models(
                    entries,
                    Map.of(
                            ModelTier.SMALL,
                            entries.stream().map(ModelEntry::id).toList(),
                            ModelTier.LARGE,
                            List.of("claude")));
            List<CallRequest> paid = new CopyOnWriteArrayList<>();
            List<ModelCheck.Checked> checked = check(models, paid).check();
            checked.forEach(each -> System.out.println(each.entry().id() + " | " + each.tiers() + " | " + each.millis()
                    + " ms | " + each.tokens() + " | " + each.wrong()));
            assertThat(paid)
                    .as("each call is on record, and paid by the check and none but the check")
                    .hasSize(6)
                    .allSatisfy(call -> assertThat(call)
                            .returns(ModelCheck.AGENT, CallRequest::agent)
                            .returns(paid.get(0).run(), CallRequest::run));
            assertThat(paid).extracting(CallRequest::digest).doesNotHaveDuplicates();
            assertThat(paid)
                    .extracting(CallRequest::mostMicros)
                    .allSatisfy(most -> assertThat(most).isPositive());
            assertThat(checked)
                    .extracting(each -> each.entry().id())
                    .containsExactly("open", "claude", "calls", "llama", "talks", "gone");
            assertThat(checked.subList(0, 4))
                    .allSatisfy(each -> assertThat(each.wrong()).isNull());
            assertThat(checked.get(1).tiers()).containsExactly("small", "large");
            assertThat(checked.get(4).wrong())
                    .isEqualTo("its schema mode instructions does not hold it to the schema (NOT_JSON); give it another"
                            + " 'schema' in the file of models");
            assertThat(checked.get(5).wrong())
                    .startsWith("MODEL_UNAVAILABLE: the connection to the model's server failed");
        }
    }
}
