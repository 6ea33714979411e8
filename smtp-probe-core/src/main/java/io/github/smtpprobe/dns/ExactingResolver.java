/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.text.Printable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;

/**
 * One name server, whose SERVFAIL, REFUSED and the like are failures and not answers, so that the next server is asked: dnsjava
 * by itself goes on only after silence. A SERVFAIL is looked into: a server that answers the same question with checking
 * disabled (RFC 4035 §3.2.2) has found that the zone's signatures do not hold.
 */
final class ExactingResolver extends SimpleResolver {
    static final String SAYS = "the name server says ";
    static final String BOGUS = "the DNSSEC signatures do not hold";

    /** RFC 8914 §4: from DNSSEC Bogus to NSEC Missing, and Signature Expired before Valid. */
    private static final Set<Integer> SIGNATURES = Set.of(6, 7, 8, 9, 10, 11, 12, 25);

    private static final int LONGEST = 200;

    ExactingResolver(InetSocketAddress server) {
        super(server);
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        return super.sendAsync(query, executor)
                .thenCompose(answer -> answers(answer)
                        ? CompletableFuture.completedStage(answer)
                        : answer.getRcode() == Rcode.SERVFAIL
                                ? lookInto(query, answer, executor)
                                : failed(SAYS + Rcode.string(answer.getRcode()) + words(answer)));
    }

    private CompletionStage<Message> lookInto(Message query, Message failure, Executor executor) {
        String says = SAYS + "SERVFAIL" + words(failure);
        if (extendedError(failure) instanceof ExtendedErrorCodeOption why && SIGNATURES.contains(why.getErrorCode())) {
            return failed(BOGUS + ": " + says);
        }
        Message unchecked = query.clone();
        unchecked.getHeader().setFlag(Flags.CD);
        return super.sendAsync(unchecked, executor)
                .thenCompose(second -> answers(second) ? onceMore(query, says, executor) : failed(says));
    }

    /** It answers with checking disabled. If it now answers as well without, it had trouble for a moment and no more. */
    private CompletionStage<Message> onceMore(Message query, String says, Executor executor) {
        return super.sendAsync(query, executor)
                .thenCompose(third -> answers(third)
                        ? CompletableFuture.completedStage(third)
                        : failed(BOGUS + ": " + says + ", and answers when it need not check"));
    }

    private static boolean answers(Message message) {
        return message.getRcode() == Rcode.NOERROR || message.getRcode() == Rcode.NXDOMAIN;
    }

    private static CompletionStage<Message> failed(String why) {
        return CompletableFuture.failedStage(new IOException(why));
    }

    /** What the server adds in plain words (RFC 8914). */
    private static String words(Message answer) {
        if (!(extendedError(answer) instanceof ExtendedErrorCodeOption why)) {
            return "";
        }
        String own = why.getText() == null || why.getText().isEmpty() ? "" : ": " + Printable.clean(why.getText());
        String name = ExtendedErrorCodeOption.text(why.getErrorCode()).toLowerCase(Locale.ROOT);
        String all = name.replace('_', ' ') + own;
        return " (" + Printable.cut(all, LONGEST, "") + ")";
    }

    private static @org.jspecify.annotations.Nullable EDNSOption extendedError(Message answer) {
        OPTRecord options = answer.getOPT();
        return options == null
                ? null
                : options.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
                        .findFirst()
                        .orElse(null);
    }
}
