/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import com.ongres.saslprep.SASLprep;
import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.exception.ServerErrorValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages of one exchange. They are made with the functions of the SCRAM library, whose exceptions become reasons here.
 * The hashing is our own, so that the deadline can end it.
 */
final class ScramMessages {
    private static final int NONCE_LENGTH = 24;

    private final ScramMechanism mechanism;
    private final SaslContext context;
    private final PasswordCredentials credentials;
    private final String nonce;
    private final Optional<String> binding;

    ScramMessages(String mechanism, SaslContext context, String nonce) {
        this.mechanism = Objects.requireNonNull(ScramMechanism.byName(mechanism), mechanism);
        this.context = context;
        this.credentials = (PasswordCredentials) context.credentials();
        this.nonce = nonce;
        this.binding = Scram.binding(mechanism, context.peer());
    }

    static String nonce(SaslContext context) {
        return ScramFunctions.nonce(NONCE_LENGTH, context.random());
    }

    /** The first message. Before it is sent, the password is checked as well. */
    String first() throws ScramRefusal {
        Arrays.fill(password(), (byte) 0);
        try {
            return client(new byte[1]).clientFirstMessage().toString();
        } catch (RuntimeException unfit) {
            throw unfit("the user name");
        }
    }

    /** The answer to the server's first message, with the proof, and the means to verify the server's last message. */
    Final answer(ServerFirst first) throws ScramRefusal, InterruptedException {
        byte[] password = password();
        try {
            SaltedPassword salting = new SaltedPassword(
                    mechanism.getName().replace("-PLUS", "").replace("SCRAM-SHA-", "SHA"), password, context::timeLeft);
            return answer(first, salting.of(first));
        } catch (GeneralSecurityException | RuntimeException broken) {
            throw new ScramRefusal("the first message of the server cannot be answered");
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    /**
     * Everything is signed exactly as it was received: that includes unknown extensions (RFC 5802 §5.1), which the library
     * would leave out.
     */
    private Final answer(ServerFirst first, byte[] salted) {
        String ours = client(salted).clientFirstMessage().toString();
        int header = ours.indexOf(',', ours.indexOf(',') + 1) + 1;
        byte[] bound = ours.substring(0, header).getBytes(StandardCharsets.UTF_8);
        String unproved = "c=" + base64(mechanism.isPlus() ? joined(bound, binding()) : bound) + ",r=" + first.nonce();
        byte[][] made = made(salted, ours.substring(header) + "," + first.text() + "," + unproved);
        Arrays.fill(salted, (byte) 0);
        return new Final(unproved + ",p=" + base64(made[0]), made[1]);
    }

    /**
     * Computes the proof and the server's signature. All values that the server knows, or can compute, from the password are
     * kept secret: the server could repeat them, and they are as useful as the password for guessing it offline.
     */
    private byte[][] made(byte[] salted, String signed) {
        byte[] clientKey = ScramFunctions.clientKey(mechanism, salted);
        byte[] serverKey = ScramFunctions.serverKey(mechanism, salted);
        byte[] storedKey = ScramFunctions.storedKey(mechanism, clientKey);
        byte[] ours = ScramFunctions.clientSignature(mechanism, storedKey, signed);
        byte[] theirs = ScramFunctions.serverSignature(mechanism, serverKey, signed);
        byte[] proof = ScramFunctions.clientProof(clientKey, ours);
        for (byte[] each : List.of(salted, clientKey, serverKey, storedKey, ours, proof, theirs)) {
            context.keepSecret(Secret.of(HexFormat.of().formatHex(each)));
            context.keepSecret(Secret.of(base64(each)));
        }
        Arrays.fill(clientKey, (byte) 0);
        Arrays.fill(serverKey, (byte) 0);
        Arrays.fill(storedKey, (byte) 0);
        return new byte[][] {proof, theirs};
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The library demands the salted password before it makes the first message, which does not depend on it. */
    private ScramClient client(byte[] salted) {
        ScramClient.FinalBuildStage client = ScramClient.builder()
                .advertisedMechanisms(List.of(mechanism.getName()))
                .username(credentials.user())
                .saltedPassword(salted)
                .nonceSupplier(() -> nonce);
        return (binding.isPresent() ? client.channelBinding(binding.get(), binding()) : client).build();
    }

    private byte[] binding() {
        return binding.flatMap(context.peer()::channelBinding).orElseThrow();
    }

    /**
     * The password as RFC 5802 §2.2 hashes it. Characters that were unassigned when SASLprep was defined are allowed, as RFC
     * 4013 §2.5 requires for queries.
     */
    private byte[] password() throws ScramRefusal {
        byte[] octets = credentials.password().revealUtf8();
        char[] characters =
                StandardCharsets.UTF_8.decode(ByteBuffer.wrap(octets)).array();
        try {
            char[] prepared = new SASLprep()
                    .prepareQuery(
                            Arrays.copyOf(characters, credentials.password().length()));
            if (prepared.length > 0) {
                return kept(Secret.of(prepared));
            }
        } catch (RuntimeException forbidden) { // of several types, for instance if nothing is left of the password
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(characters, '\0');
        }
        throw unfit("the password");
    }

    private static ScramRefusal unfit(String what) {
        return new ScramRefusal(
                ScramDetails.State.CREDENTIALS_UNFIT,
                what + " is empty or has a character that SASLprep does not allow");
    }

    private byte[] kept(Secret prepared) {
        context.keepSecret(prepared);
        return prepared.revealUtf8();
    }

    /** The client's last message, and the signature that the server has to send. */
    static final class Final {
        /** Extensions may follow (RFC 5802 §7). */
        private static final Pattern VERIFIER =
                Pattern.compile("v=([A-Za-z0-9+/]{1,200}+={0,2}+)(?:,[A-Za-z]=[^,\\x00]++)*+");

        private final String message;
        private final byte[] signature;

        private Final(String message, byte[] signature) {
            this.message = message;
            this.signature = signature;
        }

        String message() {
            return message;
        }

        /** Whether the server's signature is right. */
        boolean proves(String serverFinal) throws ScramRefusal {
            Matcher verifier = VERIFIER.matcher(serverFinal);
            try {
                if (verifier.matches()) {
                    return MessageDigest.isEqual(Base64.getDecoder().decode(verifier.group(1)), signature);
                }
            } catch (IllegalArgumentException notBase64) {
                // treated like a malformed message
            }
            throw new ScramRefusal("the last message of the server is malformed");
        }
    }

    /** The error in a message of the server's, if it contains one; unknown ones become other-error (RFC 5802 §7). */
    static Optional<String> error(String message) {
        if (!message.startsWith("e=")) {
            return Optional.empty();
        }
        String error = message.substring(2).split(",", 2)[0];
        return Optional.of(ServerErrorValue.getErrorMessage(error) == null ? "other-error" : error);
    }
}
