package dev.ratchet.worker.web.codec;

import dev.ratchet.worker.encryption.NoKeys;
import dev.ratchet.workflows.encryption.PayloadKeys;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the codec server reads with, and for which pages.
 *
 * @param origin of the Web UI, such as {@code https://temporal.example.com}; absent: no page of another origin may ask
 */
public record CodecAccess(PayloadKeys keys, Optional<String> origin) {
    public static final String ORIGIN = "RATCHET_WEB_UI_ORIGIN";
    public static final CodecAccess NONE = new CodecAccess(NoKeys.INSTANCE, Optional.empty());
    private static final Pattern FORM =
            Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\\[[0-9a-f:]+](:[0-9]{1,5})?");

    public CodecAccess {
        if (origin.isPresent() && !FORM.matcher(origin.get()).matches()) {
            throw new IllegalArgumentException(ORIGIN + ": '" + origin.get()
                    + "' should be one origin as a browser sends it, in lower case and without a path or a slash at"
                    + " its end, such as https://temporal.example.com");
        }
    }

    /** @throws IllegalArgumentException when the origin is none */
    public static CodecAccess from(PayloadKeys keys, Map<String, String> environment) {
        return new CodecAccess(
                keys,
                Optional.ofNullable(environment.get(ORIGIN)).map(String::strip).filter(text -> !text.isEmpty()));
    }
}
