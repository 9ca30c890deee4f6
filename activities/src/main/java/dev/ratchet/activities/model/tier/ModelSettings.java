package dev.ratchet.activities.model.tier;

import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models, from the environment: a file of them, or one OpenAI-compatible endpoint, which is then every tier. */
public final class ModelSettings {
    /** Path of a file of models; see {@link ModelsFile}. */
    public static final String MODELS = "RATCHET_MODELS";

    public static final String URL = "RATCHET_MODEL_URL";
    public static final String KEY = "RATCHET_MODEL_KEY";
    public static final String NAME = "RATCHET_MODEL_NAME";
    public static final String TIMEOUT = "RATCHET_MODEL_TIMEOUT";
    public static final String PRICE_IN = "RATCHET_MODEL_PRICE_IN";
    public static final String PRICE_OUT = "RATCHET_MODEL_PRICE_OUT";

    /** What the one model is called where there is no file. */
    public static final String ONLY = "default";

    private static final List<String> ONE_MODEL = List.of(URL, KEY, NAME, TIMEOUT, PRICE_IN, PRICE_OUT);
    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);

    private static final String BOTH = "set both prices";
    private static final String KEY_RIGHT =
            "; set it to the provider's key, or to 'none' for a server that asks for no key";

    private ModelSettings() {}

    /**
     * None when no variable is set; a variable set to nothing counts as not set.
     *
     * @throws IllegalArgumentException with one line for each variable or field that is missing or wrong; never with a key
     */
    public static Models from(Map<String, String> environment) {
        String file = value(environment, MODELS);
        List<String> set = ONE_MODEL.stream()
                .filter(name -> value(environment, name) != null)
                .toList();
        if (file != null && !set.isEmpty()) {
            throw new IllegalArgumentException(
                    MODELS + " is set, and so is " + set.get(0) + "; leave one of them away: the file has all models");
        }
        if (file != null) {
            return ModelsFile.read(Path.of(file), environment);
        }
        return set.isEmpty() ? Models.NONE : Models.of(only(environment));
    }

    private static ModelEntry only(Map<String, String> environment) {
        List<String> wrong = new ArrayList<>();
        URI url = address(URL, value(environment, URL), "/chat/completions", wrong);
        ApiKey key = key(KEY, value(environment, KEY), wrong);
        String model = value(environment, NAME);
        if (model == null) {
            wrong.add(NAME + " is missing; set it to the model's name as the provider spells it");
        }
        Duration timeout = timeout(value(environment, TIMEOUT), wrong);
        Price price = price(value(environment, PRICE_IN), value(environment, PRICE_OUT), wrong);
        if (url == null || key == null || model == null || !wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        return new ModelEntry(
                new Endpoint(
                        ONLY, Provider.OPENAI, url, model, key, SchemaMode.NATIVE, Timeouts.answeringWithin(timeout)),
                Limits.UNLIMITED,
                price);
    }

    /**
     * A setting that is a provider's key.
     *
     * @param wrong gets a line when it is missing or no key; never with the key
     */
    public static @Nullable ApiKey key(String name, @Nullable String value, List<String> wrong) {
        try {
            if (value != null) {
                return new ApiKey(name, value);
            }
        } catch (IllegalArgumentException e) {
            wrong.add(name + " " + e.getMessage() + KEY_RIGHT);
            return null;
        }
        wrong.add(name + " is missing" + KEY_RIGHT);
        return null;
    }

    /** Without blanks around it; a variable that is set to nothing counts as not set. */
    public static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * A setting that is the address of a provider.
     *
     * @param before path that follows the address, such as {@code /embeddings}
     * @param wrong gets a line when it is missing or no such address
     */
    public static @Nullable URI address(String name, @Nullable String text, String before, List<String> wrong) {
        URI url = text == null ? null : ModelsFile.address(text);
        if (url == null) {
            wrong.add(name + (text == null ? " is missing" : " is not an http or https address without user and query")
                    + "; set it to the address before " + before + ", such as https://host/v1");
        }
        return url;
    }

    private static Duration timeout(@Nullable String text, List<String> wrong) {
        if (text == null) {
            return Timeouts.USUAL.answer();
        }
        if (text.matches("[0-9]{1,3}")) {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= Timeouts.MOST_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        }
        wrong.add(TIMEOUT + " is '" + text + "'; set it to whole seconds from 1 to " + Timeouts.MOST_SECONDS);
        return Timeouts.USUAL.answer();
    }

    private static Price price(@Nullable String in, @Nullable String out, List<String> wrong) {
        if (in == null && out == null) {
            return Price.NONE;
        }
        long inputMicros = micros(PRICE_IN, in, BOTH, wrong);
        long outputMicros = micros(PRICE_OUT, out, BOTH, wrong);
        return new Price(inputMicros, inputMicros, outputMicros);
    }

    /**
     * A setting that is the price of a million tokens.
     *
     * @param right what to do when it is not
     * @param wrong gets a line when it is missing or no price
     * @return millionths of the accounting currency; 0 when it is wrong
     */
    public static long micros(String name, @Nullable String text, String right, List<String> wrong) {
        if (text != null && text.matches("[0-9]{1,7}(\\.[0-9]{1,6})?")) {
            BigDecimal price = new BigDecimal(text);
            if (price.compareTo(DEAREST) <= 0) {
                return price.movePointRight(6).longValueExact();
            }
        }
        wrong.add(name + (text == null ? " is missing" : " is '" + text + "'") + "; " + right
                + ", for a million tokens, such as 0.15, at most six decimals");
        return 0;
    }
}
