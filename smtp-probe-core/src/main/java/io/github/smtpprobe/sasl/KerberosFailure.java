/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/**
 * Why a ticket could not be used, in words that name the cause. The JDK's own messages are not passed on, because they contain
 * users and hosts.
 */
final class KerberosFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** The number of a Kerberos error (RFC 4120 §7.5.9) in the form in which the JDK writes it. */
    private static final Pattern NUMBER = Pattern.compile("\\((\\d{1,3})\\)(?: - .*)?$", Pattern.DOTALL);

    private static final int LONGEST = 1_000;

    KerberosFailure(String words) {
        super(words, null, false, false);
    }

    String words() {
        return String.valueOf(getMessage());
    }

    /** Makes a failure from an exception. The innermost known cause says most. */
    static KerberosFailure of(@Nullable Throwable thrown) {
        String words = "Kerberos failed";
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < 20; depth++) {
            String known = known(each);
            words = known.isEmpty() ? words : known;
            each = each.getCause();
        }
        return new KerberosFailure(words);
    }

    private static String known(Throwable thrown) {
        String text = thrown.getMessage() == null ? "" : thrown.getMessage();
        text = text.substring(0, Math.min(LONGEST, text.length()));
        Matcher number = NUMBER.matcher(text);
        if (number.find()) {
            return numbered(Integer.parseInt(number.group(1)));
        }
        if (text.contains("Failed to find any Kerberos tgt") || text.contains("Unable to obtain")) {
            return "there is no Kerberos ticket";
        }
        if (text.contains("Cannot locate") || text.contains("Cannot find KDC") || text.contains("default realm")) {
            return "the configuration of Kerberos names no KDC for the realm";
        }
        if (text.contains("No LoginModule found")) {
            return "this Java has no Kerberos login; it is in the module jdk.security.auth";
        }
        if (thrown instanceof IOException && thrown.getClass().getPackageName().startsWith("java.")) {
            return "the KDC cannot be reached";
        }
        return thrown instanceof LoginException ? "there is no Kerberos ticket" : "";
    }

    private static String numbered(int error) {
        return switch (error) {
            case 7 -> "the KDC does not know the principal of the server, smtp/ and its host name";
            case 6 -> "the KDC does not know the principal of the client";
            case 23 -> "the password of the principal has expired";
            case 32 -> "the Kerberos ticket has expired";
            case 37 -> "the clocks of this machine and of the KDC differ too much";
            case 41 -> "the token is not what was sent";
            default -> "";
        };
    }
}
