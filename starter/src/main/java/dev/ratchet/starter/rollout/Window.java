package dev.ratchet.starter.rollout;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as a person types it: {@code 90s}, {@code 10m}, {@code 2h}; 1 s to 24 h. */
final class Window implements ITypeConverter<Duration> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})([smh])");
    private static final Duration LONGEST = Duration.ofHours(24);

    @Override
    public Duration convert(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration window = switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
            if (!window.isZero() && window.compareTo(LONGEST) <= 0) {
                return window;
            }
        }
        throw new TypeConversionException("'" + text + "' should be a time from 1s to 24h, such as 90s, 10m or 2h");
    }
}
