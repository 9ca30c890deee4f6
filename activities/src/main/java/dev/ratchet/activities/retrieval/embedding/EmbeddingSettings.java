package dev.ratchet.activities.retrieval.embedding;

import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import dev.ratchet.activities.model.provider.langchain4j.EmbeddingClient;
import dev.ratchet.activities.model.tier.ModelSettings;
import dev.ratchet.activities.model.tier.Price;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which embedding a process has, from the environment: a server that speaks OpenAI's format, the local model, or none. */
public final class EmbeddingSettings {
    /** {@value #NONE}, or {@value #LOCAL}; absent: the local model where it is on the class path. */
    public static final String EMBEDDINGS = "RATCHET_EMBEDDINGS";

    public static final String URL = "RATCHET_EMBEDDING_URL";
    public static final String KEY = "RATCHET_EMBEDDING_KEY";

    /** As the provider spells it. */
    public static final String MODEL = "RATCHET_EMBEDDING_MODEL";

    /** By which configurations of retrieval name it, with a version: {@code text-small@1}. */
    public static final String NAME = "RATCHET_EMBEDDING_NAME";

    public static final String DIMENSIONS = "RATCHET_EMBEDDING_DIMENSIONS";

    /** Longest text that it reads to the end. */
    public static final String TOKENS = "RATCHET_EMBEDDING_TOKENS";

    /** Of a million tokens. */
    public static final String PRICE = "RATCHET_EMBEDDING_PRICE";

    static final String NONE = "none";
    static final String LOCAL = "local";

    private static final List<String> OF_ENDPOINT = List.of(URL, KEY, MODEL, NAME, DIMENSIONS, TOKENS, PRICE);
    private static final EmbeddingSettings NOTHING = new EmbeddingSettings(price -> Optional.empty(), Price.NONE);

    private final Function<Spending, Optional<Embeddings>> opening;
    private final Price price;

    private EmbeddingSettings(Function<Spending, Optional<Embeddings>> opening, Price price) {
        this.opening = opening;
        this.price = price;
    }

    /** @throws IllegalArgumentException with one line for each variable that is missing or wrong; never with a key */
    public static EmbeddingSettings from(Map<String, String> environment) {
        String which = ModelSettings.value(environment, EMBEDDINGS);
        List<String> set = OF_ENDPOINT.stream()
                .filter(name -> ModelSettings.value(environment, name) != null)
                .toList();
        if (which != null && !which.equals(NONE) && !which.equals(LOCAL)) {
            throw new IllegalArgumentException(EMBEDDINGS + " is '" + which + "'; it should be " + NONE + " or " + LOCAL
                    + ", or be left away where " + URL + " is set");
        }
        if (which != null && !set.isEmpty()) {
            throw new IllegalArgumentException(
                    EMBEDDINGS + " is set, and so is " + set.get(0) + "; leave one of them away");
        }
        if (!set.isEmpty()) {
            return endpoint(environment);
        }
        if (NONE.equals(which)) {
            return NOTHING;
        }
        boolean demanded = LOCAL.equals(which);
        return new EmbeddingSettings(spending -> local(demanded), Price.NONE);
    }

    private static Optional<Embeddings> local(boolean demanded) {
        Optional<Embeddings> local = LocalEmbeddings.load().map(loaded -> loaded);
        if (demanded && local.isEmpty()) {
            throw new IllegalStateException(EMBEDDINGS + " is " + LOCAL
                    + ", and the local model is not on the class path; build with -Plocal-embeddings");
        }
        return local;
    }

    private static EmbeddingSettings endpoint(Map<String, String> environment) {
        List<String> wrong = new ArrayList<>();
        URI url = ModelSettings.address(URL, ModelSettings.value(environment, URL), "/embeddings", wrong);
        ApiKey key = ModelSettings.key(KEY, ModelSettings.value(environment, KEY), wrong);
        String model = required(environment, MODEL, "the model's name as the provider spells it", wrong);
        String name = required(environment, NAME, "a name with a version, such as text-small@1", wrong);
        int dimensions = number(environment, DIMENSIONS, 1, EndpointEmbeddings.MOST_DIMENSIONS, wrong);
        int tokens = number(environment, TOKENS, 8, 1_000_000, wrong);
        Price price = new Price(
                ModelSettings.micros(PRICE, ModelSettings.value(environment, PRICE), "set it to the price", wrong),
                0,
                0);
        if (name != null && !name.matches(EndpointEmbeddings.NAME)) {
            wrong.add(NAME + " is '" + name + "'; it should be a name with a version, such as text-small@1");
        }
        if (url == null || key == null || model == null || name == null || !wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        Endpoint endpoint =
                new Endpoint("embedding", Provider.OPENAI, url, model, key, SchemaMode.NATIVE, Timeouts.USUAL);
        return new EmbeddingSettings(
                spending -> Optional.of(new EndpointEmbeddings(
                        name, dimensions, tokens, new EmbeddingClient(endpoint, Clock.systemUTC()), spending)),
                price);
    }

    private static @Nullable String required(
            Map<String, String> environment, String name, String what, List<String> wrong) {
        String value = ModelSettings.value(environment, name);
        if (value == null) {
            wrong.add(name + " is missing; set it to " + what);
        }
        return value;
    }

    private static int number(Map<String, String> environment, String name, int least, int most, List<String> wrong) {
        String value = ModelSettings.value(environment, name);
        if (value != null && value.matches("[0-9]{1,7}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong.add(name + (value == null ? " is missing" : " is '" + value + "'") + "; set it to a whole number from "
                + least + " to " + most);
        return least;
    }

    /** What tokens cost; nothing where the model is local. */
    public Price price() {
        return price;
    }

    /**
     * @param spending asked before and told after each call that costs
     * @return empty where words alone are compared
     * @throws IllegalStateException when the local model is demanded and is not there
     */
    public Optional<Embeddings> open(Spending spending) {
        return opening.apply(spending);
    }
}
