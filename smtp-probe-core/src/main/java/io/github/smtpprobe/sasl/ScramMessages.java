/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import com.ongres.saslprep.SASLprep;
import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.ClientFirstMessage;
import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.exception.ScramInvalidServerSignatureException;
import com.ongres.scram.common.exception.ServerErrorValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The messages of one exchange, made and verified by the library, which throws: here that becomes a reason. The hashing is our own, so
 * that the deadline ends it.
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

    /** The first message, once it is known that the password can be used as well. */
    String first() throws ScramRefusal {
        Arrays.fill(password(), (byte) 0);
        try {
            return client(new byte[1]).clientFirstMessage().toString();
        } catch (RuntimeException unfit) {
            throw unfit("the user name");
        }
    }

    /** The answer to the server's first message, with the proof; and what will verify the server's last one. */
    Final answer(ServerFirst first) throws ScramRefusal, InterruptedException {
        byte[] password = password();
        try {
            SaltedPassword salting = new SaltedPassword(
                    mechanism.getName().replace("-PLUS", "").replace("SCRAM-SHA-", "SHA"), password, context::timeLeft);
            return answer(first, salting.of(first));
        } catch (GeneralSecurityException | ScramException | RuntimeException broken) {
            throw new ScramRefusal("the first message of the server cannot be answered");
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private Final answer(ServerFirst first, byte[] salted) throws ScramException {
        ScramClient client = client(salted);
        ClientFirstMessage ours = client.clientFirstMessage();
        ServerFirstMessage theirs = client.serverFirstMessage(first.text());
        byte[] bound = mechanism.isPlus() ? binding() : null;
        conceal(salted, ScramFunctions.authMessage(ours, theirs, bound));
        String message = client.clientFinalMessage().toString();
        Arrays.fill(salted, (byte) 0);
        return new Final(client, message);
    }

    /** What the server knows of the password or can work out; what it could say of it is as good as the password to a guesser. */
    private void conceal(byte[] salted, String signed) {
        byte[] clientKey = ScramFunctions.clientKey(mechanism, salted);
        byte[] serverKey = ScramFunctions.serverKey(mechanism, salted);
        byte[] storedKey = ScramFunctions.storedKey(mechanism, clientKey);
        byte[] signature = ScramFunctions.clientSignature(mechanism, storedKey, signed);
        for (byte[] each : List.of(
                salted,
                clientKey,
                serverKey,
                storedKey,
                signature,
                ScramFunctions.clientProof(clientKey, signature),
                ScramFunctions.serverSignature(mechanism, serverKey, signed))) {
            context.keepSecret(Secret.of(HexFormat.of().formatHex(each)));
            context.keepSecret(Secret.of(Base64.getEncoder().encodeToString(each)));
        }
        Arrays.fill(clientKey, (byte) 0);
        Arrays.fill(serverKey, (byte) 0);
        Arrays.fill(storedKey, (byte) 0);
    }

    /** The library wants to know the salted password before it has made the first message, which does not depend on it. */
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

    /** The password as RFC 5802 §2.2 has it hashed; what was not assigned when SASLprep was made is allowed, as RFC 4013 §2.5 wants. */
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
        } catch (RuntimeException forbidden) { // of several kinds: one where nothing is left of the password
            // as bad as none; what it says may quote the password
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

    /** The last message of ours, and the verification of the server's. */
    static final class Final {
        private final ScramClient client;
        private final String message;

        private Final(ScramClient client, String message) {
            this.client = client;
            this.message = message;
        }

        String message() {
            return message;
        }

        /** Whether the signature is right. */
        boolean proves(String serverFinal) throws ScramRefusal {
            try {
                client.serverFinalMessage(serverFinal);
                return true;
            } catch (ScramInvalidServerSignatureException wrong) {
                return false;
            } catch (ScramException | RuntimeException malformed) {
                throw new ScramRefusal("the last message of the server is malformed");
            }
        }
    }

    /** The error that a message of the server's names, if it names one; unknown ones count as other-error (RFC 5802 §7). */
    static Optional<String> error(String message) {
        if (!message.startsWith("e=")) {
            return Optional.empty();
        }
        String error = message.substring(2).split(",", 2)[0];
        return Optional.of(ServerErrorValue.getErrorMessage(error) == null ? "other-error" : error);
    }
}
