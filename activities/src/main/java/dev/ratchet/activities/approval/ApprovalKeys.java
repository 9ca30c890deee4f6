package dev.ratchet.activities.approval;

import dev.ratchet.activities.OwnerOnlyFile;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key pair with which consent, and what else people say to runs, is signed: the private half where people are authenticated, the public half in every
 * ledger. Ed25519 (RFC 8032).
 */
public final class ApprovalKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----([^-]+)-----END \\1 KEY-----");

    private final PrivateKey signing;
    private final PublicKey verifying;

    private ApprovalKeys(PrivateKey signing, PublicKey verifying) {
        this.signing = signing;
        this.verifying = verifying;
    }

    public static ApprovalKeys generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new ApprovalKeys(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    /**
     * @param privateKey PKCS#8 (RFC 5958), base64
     * @param publicKey X.509 SubjectPublicKeyInfo (RFC 8410), base64
     * @throws BadKey when either is not an Ed25519 key, or they are not a pair
     */
    public static ApprovalKeys of(String privateKey, String publicKey) throws BadKey {
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            ApprovalKeys keys = new ApprovalKeys(
                    factory.generatePrivate(new PKCS8EncodedKeySpec(base64(privateKey))),
                    factory.generatePublic(new X509EncodedKeySpec(base64(publicKey))));
            keys.requirePair();
            return keys;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BadKey(
                    "approval keys must be an Ed25519 private key (PKCS#8) and public key (X.509) in base64", e);
        }
    }

    /**
     * @param pem one {@code PRIVATE KEY} and one {@code PUBLIC KEY} block (RFC 7468), in any order
     * @throws BadKey as {@link #of}, or when a block is missing
     */
    public static ApprovalKeys load(String pem) throws BadKey {
        return of(block(pem, "PRIVATE"), block(pem, "PUBLIC"));
    }

    /** Loads the file, or generates a pair and writes it there, readable by its owner only. */
    public static ApprovalKeys loadOrGenerate(Path file) throws IOException, BadKey {
        if (Files.exists(file)) {
            return load(Files.readString(file));
        }
        ApprovalKeys keys = generate();
        OwnerOnlyFile.write(file, keys.pem());
        return keys;
    }

    /**
     * Only the public halves: what a ledger needs. Any number of {@code PUBLIC KEY} blocks, at least one. The lines
     * {@code Valid-From: TIME} and {@code Valid-Until: TIME} before a block say when effects may rest on that key; times are
     * ISO 8601 in UTC, such as {@code 2026-11-21T10:00:00Z}. Other text before a block is passed over (RFC 7468, section 2).
     *
     * @throws BadKey when a block is no such key, or a time is none
     */
    public static VerificationKeys loadPublic(String pem) throws BadKey {
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            List<VerificationKeys.Believed> keys = new ArrayList<>();
            Matcher block = BLOCK.matcher(pem);
            int before = 0;
            while (block.find()) {
                if (block.group(1).equals("PUBLIC")) {
                    String said = pem.substring(before, block.start());
                    keys.add(new VerificationKeys.Believed(
                            factory.generatePublic(new X509EncodedKeySpec(base64(block.group(2)))),
                            time(said, "Valid-From"),
                            time(said, "Valid-Until")));
                }
                before = block.end();
            }
            return VerificationKeys.believed(keys);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BadKey("there must be at least one Ed25519 PUBLIC KEY block", e);
        }
    }

    private static @Nullable Instant time(String said, String name) throws BadKey {
        Matcher line = Pattern.compile("(?m)^" + name + ":(.*)$").matcher(said);
        if (!line.find()) {
            return null;
        }
        try {
            return Instant.parse(line.group(1).strip());
        } catch (DateTimeParseException e) {
            throw new BadKey(
                    "'" + name + "' should be a time such as 2026-11-21T10:00:00Z, and is '"
                            + line.group(1).strip() + "'",
                    e);
        }
    }

    public String pem() {
        return pem("PRIVATE", signing.getEncoded()) + pem("PUBLIC", verifying.getEncoded());
    }

    /** The key id that signed approvals carry. */
    public String id() {
        return VerificationKeys.id(verifying);
    }

    public VerificationKeys verification() {
        return VerificationKeys.of(List.of(verifying));
    }

    /** The same approval under this key's id and with its signature, whatever both were before. */
    public Approval sign(Approval unsigned) {
        return with(unsigned, signature(with(unsigned, "").signedBytes()));
    }

    /** The same statement under this key's id and with its signature, whatever both were before. */
    public PersonStatement sign(PersonStatement unsigned) {
        return with(unsigned, signature(with(unsigned, "").signedBytes()));
    }

    /** Of bytes that begin with what they are, so that they cannot be taken for anything else; in base64. */
    String signature(byte[] bytes) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(signing);
            signer.update(bytes);
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a loaded Ed25519 key signs", e);
        }
    }

    private PersonStatement with(PersonStatement s, String signature) {
        return new PersonStatement(
                s.tenant(),
                s.run(),
                s.kind(),
                s.why(),
                s.proposal(),
                s.request(),
                s.person(),
                s.statedAt(),
                s.expiresAt(),
                id(),
                signature);
    }

    private Approval with(Approval a, String signature) {
        return new Approval(
                a.tenant(),
                a.id(),
                a.workflowId(),
                a.intent(),
                a.approver(),
                a.role(),
                a.submitter(),
                a.decidedAt(),
                a.expiresAt(),
                id(),
                signature);
    }

    private void requirePair() throws GeneralSecurityException {
        byte[] probe = {1, 2, 3};
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(signing);
        signer.update(probe);
        byte[] signature = signer.sign();
        signer.initVerify(verifying);
        signer.update(probe);
        if (!signer.verify(signature)) {
            throw new GeneralSecurityException("the public key does not belong to the private key");
        }
    }

    private static String block(String pem, String kind) throws BadKey {
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            if (block.group(1).equals(kind)) {
                return block.group(2);
            }
        }
        throw new BadKey("there is no '-----BEGIN " + kind + " KEY-----' block", null);
    }

    private static byte[] base64(String text) {
        return Base64.getMimeDecoder().decode(text.strip());
    }

    private static String pem(String kind, byte[] key) {
        return "-----BEGIN " + kind + " KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key) + "\n-----END " + kind
                + " KEY-----\n";
    }

    /** What was given is not a usable key; the message says what would be. Never holds the key. */
    public static final class BadKey extends Exception {
        private static final long serialVersionUID = 1;

        BadKey(String why, @Nullable Throwable cause) {
            super(why, cause);
        }
    }
}
