package dev.ratchet.worker.configuration;

import dev.ratchet.activities.model.tier.ModelSettings;
import dev.ratchet.activities.model.tier.Models;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Optional;

/**
 * The models, and what is done with what they cost and say.
 *
 * @param currency of their prices and of budgets, by ISO 4217
 * @param budgets file of what they may cost; absent: nothing is limited but each run by its agent
 * @param retentionDays how long prompts and completions are kept, 1 to 3,650
 * @param answers folder of this machine where an answer waits for its record; absent: it waits in memory
 */
public record ModelUse(
        Models models, Currency currency, Optional<Path> budgets, int retentionDays, Optional<Path> answers) {
    public static final String CURRENCY = "RATCHET_CURRENCY";
    public static final String BUDGETS = "RATCHET_BUDGETS";
    public static final String RETENTION = "RATCHET_MODEL_RETENTION_DAYS";
    public static final String ANSWERS = "RATCHET_MODEL_ANSWERS_DIR";

    /** Of {@link #ANSWERS}: no folder. */
    public static final String IN_MEMORY = "none";

    static final String USUAL_CURRENCY = "EUR";
    static final int USUAL_DAYS = 90;

    /** @return empty when something is wrong, which is then among the problems */
    public static Optional<ModelUse> from(Reading reading) {
        Optional<Models> models = reading.of("the model's settings", () -> ModelSettings.from(reading.values()));
        Optional<Currency> currency = currency(reading);
        Optional<Path> budgets = reading.file(BUDGETS);
        int days = reading.number(RETENTION, USUAL_DAYS, 1, 3_650);
        Optional<Path> answers =
                reading.text(ANSWERS).filter(IN_MEMORY::equals).isPresent() ? Optional.empty() : reading.path(ANSWERS);
        return models.flatMap(all -> currency.map(code -> new ModelUse(all, code, budgets, days, answers)));
    }

    private static Optional<Currency> currency(Reading reading) {
        String code = reading.text(CURRENCY).orElse(USUAL_CURRENCY);
        try {
            return Optional.of(Currency.getInstance(code));
        } catch (IllegalArgumentException e) {
            reading.wrong(CURRENCY, "'" + code + "' should be a currency's code by ISO 4217, such as EUR");
            return Optional.empty();
        }
    }
}
