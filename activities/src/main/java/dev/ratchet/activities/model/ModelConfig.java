package dev.ratchet.activities.model;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One OpenAI-compatible endpoint.
 *
 * @param baseUrl up to and without {@code /chat/completions}
 * @param apiKey never printed
 * @param model as the provider names it
 * @param timeout for one whole call, connecting and reading included; 1 second to {@link #MOST_SECONDS}
 */
public record ModelConfig(URI baseUrl, String apiKey, String model, Duration timeout, Price price) {
    public static final String URL = "RATCHET_MODEL_URL";
    public static final String KEY = "RATCHET_MODEL_KEY";
    public static final String NAME = "RATCHET_MODEL_NAME";
    public static final String TIMEOUT = "RATCHET_MODEL_TIMEOUT";
    public static final String PRICE_IN = "RATCHET_MODEL_PRICE_IN";
    public static final String PRICE_OUT = "RATCHET_MODEL_PRICE_OUT";

    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);
    public static final int MOST_SECONDS = 600;

    private static final List<String> ALL = List.of(URL, KEY, NAME, TIMEOUT, PRICE_IN, PRICE_OUT);
    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);

    /**
     * Empty when none of the variables is set; a variable set to nothing counts as not set.
     *
     * @throws IllegalArgumentException with one line for each variable that is missing or wrong
     */
    public static Optional<ModelConfig> from(Map<String, String> environment) {
        if (ALL.stream().noneMatch(name -> value(environment, name) != null)) {
            return Optional.empty();
        }
        List<String> wrong = new ArrayList<>();
        URI url = url(value(environment, URL), wrong);
        String key = value(environment, KEY);
        if (key == null || !key.matches("[\\x21-\\x7e]+")) {
            wrong.add(KEY + (key == null ? " is missing" : " holds white space or characters outside ASCII")
                    + "; set it to the provider's key, or to 'none' for a server that asks for no key");
        }
        String model = value(environment, NAME);
        if (model == null) {
            wrong.add(NAME + " is missing; set it to the model's name as the provider spells it");
        }
        Duration timeout = timeout(value(environment, TIMEOUT), wrong);
        Price price = price(value(environment, PRICE_IN), value(environment, PRICE_OUT), wrong);
        if (url == null || key == null || model == null || !wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        return Optional.of(new ModelConfig(url, key, model, timeout, price));
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static @Nullable URI url(@Nullable String text, List<String> wrong) {
        String right = "; set it to the address before /chat/completions, such as https://host/v1";
        if (text == null) {
            wrong.add(URL + " is missing" + right);
            return null;
        }
        try {
            URI url = URI.create(text);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (http && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below: the exception would repeat what may hold a password.
        }
        wrong.add(URL + " is not an http or https address without user and query" + right);
        return null;
    }

    private static Duration timeout(@Nullable String text, List<String> wrong) {
        if (text == null) {
            return DEFAULT_TIMEOUT;
        }
        if (text.matches("[0-9]{1,3}")) {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= MOST_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        }
        wrong.add(TIMEOUT + " is '" + text + "'; set it to whole seconds from 1 to " + MOST_SECONDS);
        return DEFAULT_TIMEOUT;
    }

    private static Price price(@Nullable String in, @Nullable String out, List<String> wrong) {
        if (in == null && out == null) {
            return Price.NONE;
        }
        long inputMicros = micros(PRICE_IN, in, wrong);
        long outputMicros = micros(PRICE_OUT, out, wrong);
        return new Price(inputMicros, outputMicros);
    }

    private static long micros(String name, @Nullable String text, List<String> wrong) {
        if (text != null && text.matches("[0-9]{1,7}(\\.[0-9]{1,6})?")) {
            BigDecimal price = new BigDecimal(text);
            if (price.compareTo(DEAREST) <= 0) {
                return price.movePointRight(6).longValueExact();
            }
        }
        wrong.add(name + (text == null ? " is missing" : " is '" + text + "'")
                + "; set both prices, for a million tokens, such as 0.15, at most six decimals");
        return 0;
    }

    @Override
    public String toString() {
        return "ModelConfig[" + baseUrl + ", key ***, model " + model + ", " + timeout.toSeconds() + " s]";
    }
}
