package dev.ratchet.workflows.temporal;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.encryption.EncryptedConverter;
import dev.ratchet.workflows.encryption.PayloadKeys;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/** How values become payloads. */
public final class Converters {
    private static final DataConverter PAYLOADS = DefaultDataConverter.newDefaultInstance()
            .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(CanonicalJson.mapper()));

    private Converters() {}

    /** One for the process: what it has learnt of a type it need not learn again. */
    public static DataConverter dataConverter() {
        return PAYLOADS;
    }

    /** The same, encrypted with these keys. What is not encrypted is read all the same. */
    public static DataConverter encrypted(PayloadKeys keys) {
        return new EncryptedConverter(PAYLOADS, keys);
    }
}
