package dev.ratchet.activities.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.ratchet.workflows.contract.ModelTier;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A check of models in three formats, against a server that somebody else wrote. */
class ModelCheckTest {
    private static ModelEntry model(String id, Provider provider, URI url, SchemaMode mode) {
        return new ModelEntry(
                new Endpoint(id, provider, url, id, new ApiKey("TEST_KEY", "sk-canary"), mode, Timeouts.USUAL),
                Limits.UNLIMITED,
                new Price(150_000, 75_000, 600_000));
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
            List<ModelCheck.Checked> checked = new ModelCheck().check(models);
            checked.forEach(each -> System.out.println(each.entry().id() + " | " + each.tiers() + " | " + each.millis()
                    + " ms | " + each.tokens() + " | " + each.wrong()));
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
