/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The expensive part of SCRAM, Hi() of RFC 5802 §2.2; the server says how often the password is hashed. The JDK's PBKDF2 computes
 * the same, but neither a deadline nor an interrupt can end it.
 */
final class SaltedPassword {
    static final long MOST_ITERATIONS = 1_000_000;

    /** How often the time is checked: this many iterations take a millisecond or two at most. */
    private static final int LOOK_EVERY = 1_024;

    private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

    private final Mac mac;
    private final Supplier<Duration> timeLeft;

    SaltedPassword(String hash, byte[] password, Supplier<Duration> timeLeft) throws GeneralSecurityException {
        this.mac = Mac.getInstance("Hmac" + hash);
        this.mac.init(new SecretKeySpec(password, mac.getAlgorithm()));
        this.timeLeft = timeLeft;
    }

    /** Computes the salted password. It ends when the time is up, and when interrupted; the interrupter then knows why. */
    byte[] of(ServerFirst first) throws ScramRefusal, InterruptedException {
        if (first.iterations() > MOST_ITERATIONS) {
            throw tooMany(first, "this client computes 1000000 at most");
        }
        mac.update(first.salt());
        byte[] last = mac.doFinal(FIRST_BLOCK);
        byte[] all = last.clone();
        for (long done = 1; done < first.iterations(); done++) {
            if (done % LOOK_EVERY == 0) {
                look(first, done);
            }
            last = mac.doFinal(last);
            for (int i = 0; i < all.length; i++) {
                all[i] ^= last[i];
            }
        }
        Arrays.fill(last, (byte) 0);
        return all;
    }

    private void look(ServerFirst first, long done) throws ScramRefusal, InterruptedException {
        if (timeLeft.get().compareTo(Duration.ZERO) <= 0) {
            throw tooMany(first, "the time was up after " + done);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
    }

    private static ScramRefusal tooMany(ServerFirst first, String why) {
        return new ScramRefusal(
                ScramDetails.State.TOO_MANY_ITERATIONS,
                "the server asks for " + first.iterations() + " iterations of the hash, and " + why);
    }
}
