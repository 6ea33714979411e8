/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.route.MailResolver.Status;
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
import org.xbill.DNS.Section;

/**
 * One name server. Its SERVFAIL, REFUSED and similar replies count as failures, not as answers, so that the next server is asked.
 * A SERVFAIL is investigated: a server that answers the same question with checking disabled (RFC 4035 §3.2.2) has found that the
 * zone's signatures do not validate. A truncated answer is requested again over TCP, and failures of that are reported
 * separately.
 */
final class OneNameServer implements Asking {
    static final String TCP_SILENT =
            "the answer does not fit into a UDP packet, and over TCP the name server did not answer in time";
    private static final String TCP_FAILED =
            "the answer does not fit into a UDP packet, and over TCP the name server cannot be asked";
    private static final String TCP_CUT_OFF =
            "the answer does not fit into a UDP packet, and over TCP it is cut off as well";
    private static final String SAYS = "the name server says ";
    private static final String BOGUS = "the DNSSEC signatures do not hold";

    /** The codes of RFC 8914 §4 about signatures: from DNSSEC Bogus to NSEC Missing, and Signature Expired before Valid. */
    private static final Set<Integer> SIGNATURES = Set.of(6, 7, 8, 9, 10, 11, 12, 25);

    /** What a server says to the extension that knows none, or not this version. */
    static final Set<Integer> UNEXTENDED = Set.of(Rcode.FORMERR, Rcode.NOTIMP, Rcode.BADVERS);

    private static final int LONGEST = 200;

    /** A size that passes everywhere without fragments (RFC 9715 §3.1). */
    private static final int PAYLOAD = 1232;

    private final InetSocketAddress server;
    private final Wire wire;
    private boolean cutOff;

    OneNameServer(InetSocketAddress server, Wire wire) {
        this.server = server;
        this.wire = wire;
    }

    /** {@return whether this server truncated an answer, and did not supply the whole of it} */
    boolean cutOff() {
        return cutOff;
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        return whole(query)
                .thenCompose(answer -> answers(answer)
                        ? CompletableFuture.completedStage(answer)
                        : answer.getRcode() == Rcode.SERVFAIL
                                ? lookInto(query, answer)
                                : failed(SAYS + Rcode.string(answer.getRcode()) + words(answer)));
    }

    /** A server that does not know the extension is asked without (RFC 6891 §7). */
    private CompletionStage<Message> whole(Message query) {
        Message extended = query.clone();
        extended.addRecord(new OPTRecord(PAYLOAD, 0, 0, 0), Section.ADDITIONAL);
        return whole(query, extended.toWire())
                .thenCompose(answer -> UNEXTENDED.contains(answer.getRcode())
                        ? whole(query, query.toWire())
                        : CompletableFuture.completedStage(answer));
    }

    /** The answer, by TCP if it does not fit into a datagram (RFC 7766 §5). */
    private CompletionStage<Message> whole(Message query, byte[] octets) {
        return wire.datagram(server, octets)
                .thenCompose(answer -> read(query, answer))
                .thenCompose(answer -> answer.getHeader().getFlag(Flags.TC)
                        ? overTcp(query, octets)
                        : CompletableFuture.completedStage(answer));
    }

    private CompletionStage<Message> overTcp(Message query, byte[] octets) {
        cutOff = true;
        return wire.stream(server, octets)
                .thenCompose(answer -> read(query, answer))
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedStage(new NoAnswer(Status.TRUNCATED, TCP_FAILED)))
                .thenCompose(answer -> {
                    cutOff = false;
                    boolean empty = answer.getHeader().getFlag(Flags.TC)
                            && answer.getSection(Section.ANSWER).isEmpty();
                    return empty
                            ? CompletableFuture.failedStage(new NoAnswer(Status.TRUNCATED, TCP_CUT_OFF))
                            : CompletableFuture.completedStage(answer);
                });
    }

    private static CompletionStage<Message> read(Message query, byte[] octets) {
        try {
            Message answer = new Message(octets);
            return fits(query, answer)
                    ? CompletableFuture.completedStage(FewRecords.of(answer))
                    : failed("the name server answers something else");
        } catch (IOException | RuntimeException malformed) {
            return failed("the name server's answer is malformed");
        }
    }

    /**
     * Whether an answer belongs to the question. An answer to another question does not count, nor does one of another class,
     * whose records mean something else.
     */
    private static boolean fits(Message query, Message answer) {
        boolean same = answer.getQuestion() == null
                ? answer.getRcode() != Rcode.NOERROR
                : answer.getQuestion().equals(query.getQuestion());
        return answer.getHeader().getFlag(Flags.QR)
                && answer.getHeader().getOpcode() == query.getHeader().getOpcode()
                && same
                && answer.getSection(Section.ANSWER).stream()
                        .allMatch(record ->
                                record.getDClass() == query.getQuestion().getDClass());
    }

    private CompletionStage<Message> lookInto(Message query, Message failure) {
        String says = SAYS + "SERVFAIL" + words(failure);
        if (extendedError(failure) instanceof ExtendedErrorCodeOption why && SIGNATURES.contains(why.getErrorCode())) {
            return bogus(says);
        }
        Message unchecked = query.clone();
        unchecked.getHeader().setFlag(Flags.CD);
        return whole(unchecked).thenCompose(second -> answers(second) ? onceMore(query, says) : failed(says));
    }

    /**
     * The server answers with checking disabled. It is asked once more without: if it then answers, it only had trouble for a
     * moment.
     */
    private CompletionStage<Message> onceMore(Message query, String says) {
        return whole(query)
                .thenCompose(third -> answers(third)
                        ? CompletableFuture.completedStage(third)
                        : bogus(says + ", and answers when it need not check"));
    }

    static boolean answers(Message message) {
        return message.getRcode() == Rcode.NOERROR || message.getRcode() == Rcode.NXDOMAIN;
    }

    private static CompletionStage<Message> failed(String why) {
        return CompletableFuture.failedStage(new NoAnswer(Status.SERVER_FAILURE, why));
    }

    private static CompletionStage<Message> bogus(String why) {
        return CompletableFuture.failedStage(new NoAnswer(Status.BOGUS, BOGUS + ": " + why));
    }

    /** The text that the server adds (RFC 8914). */
    static String words(Message answer) {
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
