/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.wire;

import io.github.smtpprobe.smtp.EnhancedStatusCode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The octets at the beginning of a reply's line that have a meaning: the code, the enhanced status code or, in a reply to EHLO, a
 * registered keyword, for AUTH with its mechanisms. They are never masked, even if they look like a secret, since that would
 * change the meaning of the reply.
 */
final class ReadPrefix {
    private static final int CODE = 4;
    private static final int LONGEST = 512;
    private static final int EHLO = 250;
    private static final Pattern KEYWORDS = Pattern.compile(
            "(?:AUTH(?:["
                    + " =](?:CRAM-MD5|DIGEST-MD5|EXTERNAL|GSSAPI|LOGIN|NTLM|OAUTHBEARER|PLAIN|SCRAM-SHA-(?:1|256)(?:-PLUS)?|XOAUTH2)(?="
                    + " |$))*+"
                    + "|8BITMIME|BINARYMIME|BURL|CHUNKING|DELIVERBY|DSN|ENHANCEDSTATUSCODES|ETRN|EXPN|FUTURERELEASE|HELP|LIMITS|MT-PRIORITY|PIPELINING|REQUIRETLS|SIZE|SMTPUTF8|STARTTLS|VRFY)(?="
                    + " |$)",
            Pattern.CASE_INSENSITIVE);

    private ReadPrefix() {}

    /** How many octets at the beginning of a line are read, if its code is in range. */
    static int of(ReplyLine line) {
        if (line.end() <= CODE) {
            return line.end();
        }
        int most = Math.min(line.end(), LONGEST);
        String text = new String(line.octets(), CODE, most - CODE, StandardCharsets.ISO_8859_1);
        int enhanced = EnhancedStatusCode.lengthAtStartOf(text);
        return CODE + (enhanced > 0 || line.code() != EHLO ? enhanced : keywords(text));
    }

    private static int keywords(String text) {
        Matcher found = KEYWORDS.matcher(text);
        return found.lookingAt() ? found.end() : 0;
    }
}
