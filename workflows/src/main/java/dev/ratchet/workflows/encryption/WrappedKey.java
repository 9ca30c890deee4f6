package dev.ratchet.workflows.encryption;

import dev.ratchet.workflows.contract.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A key as the table keeps it: wrapped for its tenant and its id, so that it is no other's.
 *
 * @param id 1 to 64 lower-case letters, digits and hyphens
 * @param made on this day
 * @param wrapped by the master key, in base64
 */
public record WrappedKey(String id, TenantId tenant, KeyState state, LocalDate made, String wrapped) {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final String PURPOSE = "ratchet payload key 1";

    public WrappedKey {
        // the table is typed in by nobody, but it is a file
        if (id == null || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "id is '" + id + "'; it should be lower-case letters, digits and hyphens");
        }
        if (tenant == null || state == null || made == null || wrapped == null) {
            throw new IllegalArgumentException(
                    "the key '" + id + "' should have tenant, state (next, active or old), made (a day) and wrapped");
        }
    }

    static WrappedKey generate(String id, TenantId tenant, KeyState state, LocalDate made, MasterKey master) {
        try {
            return wrap(id, tenant, state, made, Tink.bytes(Tink.generate()), master);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key can be made", e);
        }
    }

    private static WrappedKey wrap(
            String id, TenantId tenant, KeyState state, LocalDate made, byte[] key, MasterKey master) {
        try {
            byte[] wrapped = master.wrap(key, boundTo(id, tenant));
            return new WrappedKey(id, tenant, state, made, Base64.getEncoder().encodeToString(wrapped));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the master key '" + master.id() + "' does not wrap a key: " + e.getMessage(), e);
        }
    }

    /**
     * The same key, wrapped by another master key.
     *
     * @throws IllegalArgumentException as {@link #unwrap} does
     */
    WrappedKey rewrapped(MasterKey from, MasterKey to) {
        return wrap(id, tenant, state, made, bytes(from), to);
    }

    WrappedKey as(KeyState other) {
        return new WrappedKey(id, tenant, other, made, wrapped);
    }

    /** @throws IllegalArgumentException when this master key did not wrap it for this tenant and id */
    PayloadKey unwrap(MasterKey master) {
        try {
            return new PayloadKey(tenant, id, Tink.aead(Tink.ofBytes(bytes(master))));
        } catch (GeneralSecurityException e) {
            throw notUnwrapped(master, e);
        }
    }

    private byte[] bytes(MasterKey master) {
        try {
            return master.unwrap(Base64.getDecoder().decode(wrapped), boundTo(id, tenant));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw notUnwrapped(master, e);
        }
    }

    private IllegalArgumentException notUnwrapped(MasterKey master, Exception e) {
        return new IllegalArgumentException(
                "the key '" + id + "' of " + tenant + " cannot be unwrapped by the master key '" + master.id()
                        + "': its entry was changed, or the master key's service is away",
                e);
    }

    private static byte[] boundTo(String id, TenantId tenant) {
        return String.join("\n", PURPOSE, tenant.value(), id).getBytes(StandardCharsets.UTF_8);
    }
}
