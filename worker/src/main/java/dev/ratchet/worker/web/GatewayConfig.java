package dev.ratchet.worker.web;

import dev.ratchet.worker.web.admission.AdmissionLimits;
import dev.ratchet.workflows.contract.TenantId;

/**
 * Where the gateway listens and how much it takes.
 *
 * @param host address to bind; {@link #LOOPBACK} unless the network in front of it is trusted or encrypted
 * @param port 0 for any free one
 * @param documentLimit most bytes of one document, 1 to 1 GiB
 * @param limits how much it takes at once, and how slowly
 */
public record GatewayConfig(TenantId tenant, String host, int port, long documentLimit, AdmissionLimits limits) {
    public static final String LOOPBACK = "127.0.0.1";
    public static final int DEFAULT_PORT = 7280;
    public static final long DEFAULT_DOCUMENT_LIMIT = 20_000_000;
    private static final long GIBIBYTE = 1L << 30;

    public GatewayConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the gateway needs a host to bind, such as " + LOOPBACK);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not one of 0 to 65535");
        }
        if (documentLimit < 1 || documentLimit > GIBIBYTE) {
            throw new IllegalArgumentException(
                    "a document limit of " + documentLimit + " bytes is not one of 1 to " + GIBIBYTE);
        }
    }

    /** With the usual limits. */
    public GatewayConfig(TenantId tenant, String host, int port, long documentLimit) {
        this(tenant, host, port, documentLimit, AdmissionLimits.usual());
    }

    /** The default tenant on loopback. */
    public static GatewayConfig onLoopback(int port) {
        return new GatewayConfig(TenantId.DEFAULT, LOOPBACK, port, DEFAULT_DOCUMENT_LIMIT);
    }
}
