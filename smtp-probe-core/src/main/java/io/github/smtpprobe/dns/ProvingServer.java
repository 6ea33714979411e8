/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.records.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * One name server that is also asked for signatures (RFC 4035 §3.2.1). After a SERVFAIL, the same question is asked with checking
 * disabled (§3.2.2), so that what the server considers bogus can be examined here. Counts the questions that it sends.
 *
 * <p>Used by the thread of its round; what it says of an answer may also be read by later rounds on other threads, since keys and
 * delegations are kept together with the server that gave them.
 */
final class ProvingServer implements Asking {
    /**
     * The most records of each section: dnsjava compares each record with all others. A message that is to be proven is never
     * shortened.
     */
    static final int MOST = 512;

    /** A size that passes everywhere without fragments (RFC 9715 §3.1). */
    private static final int PAYLOAD = 1232;

    /** Why the whole of an answer could not be obtained that is too long for UDP. */
    static final String TCP_SILENT = "over TCP the name server did not answer in time";

    private static final String SAYS = "the name server says ";

    private final InetSocketAddress server;
    private final Wire wire;
    private final LongAdder sent;
    private final Set<Record> cutOff = new HashSet<>();
    private final Map<Record, String> reasons = new ConcurrentHashMap<>();
    private final Set<Record> objections = ConcurrentHashMap.newKeySet();
    private final Map<Record, String> unextended = new ConcurrentHashMap<>();
    private boolean insists;

    ProvingServer(InetSocketAddress server, Wire wire, LongAdder sent) {
        this.server = server;
        this.wire = wire;
        this.sent = sent;
    }

    /** Whether the answer to a question was truncated, and the whole of it has not arrived over TCP. */
    boolean cutOff(Record question) {
        return cutOff.contains(question);
    }

    /** The text that the server added to its SERVFAIL (RFC 8914), before it was asked with checking disabled. */
    Optional<String> reason(Record question) {
        return Optional.ofNullable(reasons.get(question));
    }

    /** {@return address and port, as in {@code 192.0.2.53:53}} */
    String place() {
        return place(server);
    }

    static String place(InetSocketAddress server) {
        if (server.isUnresolved()) {
            return server.getHostString() + ":" + server.getPort();
        }
        String host = server.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + server.getPort();
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        return extended(query).thenCompose(answer -> {
            boolean again =
                    answer.getRcode() == Rcode.SERVFAIL && !query.getHeader().getFlag(Flags.CD);
            if (!again) {
                return judged(answer);
            }
            String own = OneNameServer.words(answer);
            if (!own.isEmpty()) {
                reasons.put(query.getQuestion(), own.substring(2, own.length() - 1));
            }
            Message unchecked = query.clone();
            unchecked.getHeader().setFlag(Flags.CD);
            return extended(unchecked)
                    .thenCompose(second -> OneNameServer.answers(second) ? insisting(query, second) : judged(second));
        });
    }

    /** Whether it really fails for its checks, and not for a moment: once that is known of a server, it is believed. */
    private CompletionStage<Message> insisting(Message query, Message unchecked) {
        if (insists) {
            objections.add(query.getQuestion());
            return judged(unchecked);
        }
        return extended(query).thenCompose(third -> {
            insists = third.getRcode() == Rcode.SERVFAIL;
            if (insists) {
                objections.add(query.getQuestion());
            }
            return judged(unchecked);
        });
    }

    /** Whether the server answers a question only if it need not check the signatures. */
    boolean objects(Record question) {
        return objections.contains(question);
    }

    /** A server that does not know the extension is asked without: what it says can be told, and not proven. */
    private CompletionStage<Message> extended(Message query) {
        Message extended = query.clone();
        extended.addRecord(new OPTRecord(PAYLOAD, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
        return whole(query, extended.toWire()).thenCompose(answer -> {
            if (!OneNameServer.UNEXTENDED.contains(answer.getRcode())) {
                return CompletableFuture.completedStage(answer);
            }
            unextended.put(query.getQuestion(), Rcode.string(answer.getRcode()));
            return whole(query, query.toWire());
        });
    }

    /** Why an answer came without signatures, if its server was asked without the extension; empty for all others. */
    static Optional<String> withoutExtension(Message answer) {
        Record question = answer.getQuestion();
        return answer.getResolver()
                .flatMap(each -> question != null && each instanceof ProvingServer one
                        ? Optional.ofNullable(one.unextended.get(question))
                        : Optional.empty())
                .map(code -> "the question with EDNS, which asks for signatures, got " + code);
    }

    /** The answer, requested over TCP if it does not fit into a datagram (RFC 7766 §5). */
    private CompletionStage<Message> whole(Message query, byte[] octets) {
        sent.increment();
        return wire.datagram(server, octets)
                .thenCompose(answer -> read(query, answer))
                .thenCompose(answer -> answer.getHeader().getFlag(Flags.TC)
                        ? overTcp(query, octets)
                        : CompletableFuture.completedStage(answer));
    }

    private CompletionStage<Message> overTcp(Message query, byte[] octets) {
        sent.increment();
        cutOff.add(query.getQuestion());
        return wire.stream(server, octets)
                .exceptionallyCompose(failure -> failed(Trouble.TRUNCATED, "over TCP the name server cannot be asked"))
                .thenCompose(answer -> read(query, answer))
                .thenCompose(answer -> {
                    cutOff.remove(query.getQuestion());
                    return answer.getHeader().getFlag(Flags.TC)
                            ? failed(Trouble.TRUNCATED, "over TCP it is cut off as well")
                            : CompletableFuture.completedStage(answer);
                });
    }

    private CompletionStage<Message> read(Message query, byte[] octets) {
        Message answer;
        try {
            answer = new Message(octets);
        } catch (IOException | RuntimeException malformed) {
            return failed(Trouble.MALFORMED, "the name server's answer is malformed");
        }
        if (!fits(query, answer)) {
            return failed(Trouble.OTHER_ANSWER, "the name server answers something else");
        }
        boolean tooMany = IntStream.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL)
                .anyMatch(section -> answer.getSection(section).size() > MOST);
        if (tooMany) {
            return failed(Trouble.TOO_MANY, "the answer has more than " + MOST + " records");
        }
        answer.setResolver(this);
        return CompletableFuture.completedStage(answer);
    }

    /**
     * Whether an answer belongs to the question. An answer to another question does not count, nor does one of another class,
     * whose records mean something else.
     */
    private static boolean fits(Message query, Message answer) {
        boolean same = answer.getQuestion() == null
                ? answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN
                : answer.getQuestion().equals(query.getQuestion());
        return answer.getHeader().getFlag(Flags.QR)
                && answer.getHeader().getOpcode() == query.getHeader().getOpcode()
                && same
                && IntStream.of(Section.ANSWER, Section.AUTHORITY)
                        .allMatch(section -> answer.getSection(section).stream()
                                .allMatch(record -> record.getDClass()
                                        == query.getQuestion().getDClass()));
    }

    private CompletionStage<Message> judged(Message answer) {
        int code = answer.getRcode();
        return switch (code) {
            case Rcode.NOERROR, Rcode.NXDOMAIN ->
                refers(answer)
                        ? failed(Trouble.OTHER_ANSWER, "the name server refers to others, and does not ask them")
                        : CompletableFuture.completedStage(answer);
            case Rcode.SERVFAIL -> failed(Trouble.SERVER_FAILURE, SAYS + "SERVFAIL" + words(answer));
            case Rcode.REFUSED -> failed(Trouble.REFUSED, SAYS + "REFUSED" + OneNameServer.words(answer));
            default -> failed(Trouble.OTHER_CODE, SAYS + Rcode.string(code) + OneNameServer.words(answer));
        };
    }

    /** Words for a failure. A server that also fails with checking disabled may give the reason only with checking enabled. */
    private String words(Message answer) {
        String own = OneNameServer.words(answer);
        return own.isEmpty() && answer.getQuestion() != null
                ? reason(answer.getQuestion()).map(each -> " (" + each + ")").orElse("")
                : own;
    }

    /** Whether an answer is a referral (RFC 2308 §2.2), which tells where to ask, and not that there is nothing. */
    private static boolean refers(Message answer) {
        return answer.getRcode() == Rcode.NOERROR
                && !answer.getHeader().getFlag(Flags.AA)
                && answer.getSection(Section.ANSWER).isEmpty()
                && holds(answer, Type.NS)
                && !holds(answer, Type.SOA);
    }

    private static boolean holds(Message answer, int type) {
        return answer.getSection(Section.AUTHORITY).stream().anyMatch(each -> each.getType() == type);
    }

    private <T> CompletionStage<T> failed(Trouble trouble, String why) {
        return CompletableFuture.failedStage(new NotLearned(trouble, why, place()));
    }
}
