package dev.ratchet.activities.model.tier;

import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import dev.ratchet.activities.yaml.YamlBounds;
import dev.ratchet.activities.yaml.YamlFields;
import dev.ratchet.workflows.contract.ModelTier;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of models. Its form:
 *
 * <pre>{@code
 * models:
 *   - id: mini                          # what people here call it
 *     provider: openai                  # openai, anthropic or ollama
 *     url: https://api.openai.com/v1    # without /chat/completions, /messages or /api/chat
 *     model: gpt-4o-mini                # as the provider names it
 *     key: OPENAI_API_KEY               # NAME of an environment variable; absent: the server asks for no key
 *     schema: native                    # native, tool or instructions; absent: native
 *     limits:                           # of one worker process; each may be absent
 *       requests_per_minute: 500
 *       tokens_per_minute: 200000
 *       connect_seconds: 10
 *       answer_seconds: 120
 *     price:                            # millionths of the accounting currency for a million tokens; absent: free
 *       input: 150000
 *       cached_input: 75000             # absent: as input
 *       output: 600000
 * tiers:
 *   small: [mini]                       # first asked first
 *   large: [mini]
 * }</pre>
 */
public final class ModelsFile {
    private static final YamlBounds BOUNDS = new YamlBounds(200_000, 6, 10_000);

    private static final Pattern ID = Pattern.compile(Endpoint.ID);
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");
    private static final Pattern TEXT = Pattern.compile("(?=.*\\S).{1,200}");
    private static final long DEAREST = 1_000_000_000_000L;

    private final Map<String, String> environment;
    private final List<String> wrong = new ArrayList<>();

    private ModelsFile(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * @param environment with the keys
     * @throws IllegalArgumentException with one line for each field that is missing or wrong, naming the file, the line and
     *     the field; never with a key
     */
    public static Models read(Path file, Map<String, String> environment) {
        ModelsFile reader = new ModelsFile(environment);
        Models models = null;
        try {
            models = reader.models(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            reader.wrong.add(
                    "cannot be read; " + ModelSettings.MODELS + " should name a readable file of models in UTF-8");
        }
        if (models == null || !reader.wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join(
                    "\n", reader.wrong.stream().map(line -> file + " " + line).toList()));
        }
        return models;
    }

    /** An http or https address that can hold no secret; null when the text is none. */
    static @Nullable URI address(String text) {
        try {
            URI url = URI.create(text);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            return http && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null ? url : null;
        } catch (IllegalArgumentException e) {
            // Its message would repeat what may hold a password.
            return null;
        }
    }

    private @Nullable Models models(String yaml) {
        YamlFields top = YamlFields.read(yaml, BOUNDS, "'models:' and 'tiers:'", this::complain);
        if (top == null) {
            return null;
        }
        top.only("models", "tiers");
        List<ModelEntry> entries = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (YamlFields fields : top.items("models", "'id: mini'")) {
            ModelEntry entry = entry(fields, ids);
            if (entry != null) {
                entries.add(entry);
            }
        }
        if (ids.isEmpty()) {
            top.wrong("models", "must list one model or more, each beginning with '- id: '");
        }
        Map<ModelTier, List<String>> tiers = tiers(top, ids);
        return wrong.isEmpty() ? new Models(entries, tiers) : null;
    }

    private void complain(int line, String field, String why) {
        wrong.add((line == 0 ? "" : "line " + line + ": ") + (field.isEmpty() ? "the file" : field) + " " + why);
    }

    /** @param ids gets the model's own, also when something else of it is wrong */
    private @Nullable ModelEntry entry(YamlFields fields, List<String> ids) {
        fields.only("id", "provider", "url", "model", "key", "schema", "limits", "price");
        String id = fields.text("id", ID, "1 to 40 lower case letters, digits, '.', '_' or '-', such as mini");
        if (id != null && ids.contains(id)) {
            fields.wrong("id", "is that of an earlier model, too; give each its own");
        }
        if (id != null) {
            ids.add(id);
        }
        Provider provider = fields.word("provider", Provider.values(), null);
        URI url = url(fields);
        String model = fields.text("model", TEXT, "the model's name as the provider spells it");
        ApiKey key = key(fields);
        SchemaMode schema = fields.word("schema", SchemaMode.values(), SchemaMode.NATIVE);
        YamlFields limits = fields.fields("limits", "'requests_per_minute: 500'");
        Timeouts timeouts = timeouts(limits);
        Limits perMinute = perMinute(limits);
        Price price = price(fields.fields("price", "'input: 150000'"));
        return id == null || provider == null || url == null || model == null || key == null || schema == null
                ? null
                : new ModelEntry(new Endpoint(id, provider, url, model, key, schema, timeouts), perMinute, price);
    }

    private static @Nullable URI url(YamlFields fields) {
        String right = "an http or https address without user and query, such as https://host/v1";
        String text = fields.text("url", TEXT, right);
        URI url = text == null ? null : address(text);
        if (text != null && url == null) {
            fields.wrong("url", "must be " + right);
        }
        return url;
    }

    /** The value is never repeated: who writes the key itself here should not find it in a log, too. */
    private @Nullable ApiKey key(YamlFields fields) {
        if (!fields.has("key")) {
            return ApiKey.NONE;
        }
        String variable = fields.text(
                "key",
                VARIABLE,
                "the NAME of an environment variable, such as OPENAI_API_KEY, and never the key itself");
        if (variable == null) {
            return null;
        }
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            fields.wrong("key", "names an environment variable that is not set; set it to the provider's key");
            return null;
        }
        try {
            return new ApiKey(variable, value);
        } catch (IllegalArgumentException e) {
            fields.wrong("key", "names an environment variable that " + e.getMessage());
            return null;
        }
    }

    private static Limits perMinute(@Nullable YamlFields limits) {
        if (limits == null) {
            return Limits.UNLIMITED;
        }
        limits.only("requests_per_minute", "tokens_per_minute", "connect_seconds", "answer_seconds");
        return new Limits((int) limits.number("requests_per_minute", Limits.NONE, 1, 1_000_000), (int)
                limits.number("tokens_per_minute", Limits.NONE, 1, 1_000_000_000));
    }

    private static Timeouts timeouts(@Nullable YamlFields limits) {
        if (limits == null) {
            return Timeouts.USUAL;
        }
        long answer = limits.number("answer_seconds", Timeouts.USUAL.answer().toSeconds(), 1, Timeouts.MOST_SECONDS);
        long usual = Math.min(answer, Timeouts.USUAL.connect().toSeconds());
        return new Timeouts(
                Duration.ofSeconds(limits.number("connect_seconds", usual, 1, answer)), Duration.ofSeconds(answer));
    }

    private static Price price(@Nullable YamlFields price) {
        if (price == null) {
            return Price.NONE;
        }
        price.only("input", "cached_input", "output");
        price.required("input", "output");
        long input = price.number("input", 0, 0, DEAREST);
        return new Price(input, price.number("cached_input", input, 0, DEAREST), price.number("output", 0, 0, DEAREST));
    }

    private static Map<ModelTier, List<String>> tiers(YamlFields top, List<String> ids) {
        Map<ModelTier, List<String>> tiers = new EnumMap<>(ModelTier.class);
        YamlFields fields = top.fields("tiers", "'small: [mini]'");
        if (fields == null) {
            top.wrong("tiers", "is missing; it must say which models are small and which are large");
            return tiers;
        }
        fields.only("small", "large");
        for (ModelTier tier : ModelTier.values()) {
            List<String> named = fields.values(tier.wire(), ID, "the id of a model").stream()
                    .map(YamlFields.Value::text)
                    .toList();
            if (named.isEmpty()) {
                fields.wrong(tier.wire(), "must list one model or more, such as [" + first(ids) + "]");
            }
            for (String id : named) {
                if (!ids.contains(id)) {
                    fields.wrong(tier.wire(), "names '" + id + "', which is no model here; the models are " + ids);
                }
            }
            if (named.stream().distinct().count() < named.size()) {
                fields.wrong(tier.wire(), "names a model twice; keep one of them");
            }
            tiers.put(tier, named);
        }
        for (String id : ids) {
            if (tiers.values().stream().noneMatch(named -> named.contains(id))) {
                top.wrong("tiers", "names '" + id + "' nowhere; put it into a tier or leave the model away");
            }
        }
        return tiers;
    }

    private static String first(List<String> ids) {
        return ids.isEmpty() ? "mini" : Objects.requireNonNull(ids.get(0));
    }
}
