/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.records.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Answers dnsjava's questions while it validates one message: with that message itself, which is already there, and with the
 * keys and delegations that lead to it, which are recorded in the order of arrival.
 */
final class Chain implements Asking {
    private final RoundQuestions roundQuestions;
    private final Excerpt excerpt;
    private final Waiting waiting;
    private final List<Message> links = new ArrayList<>();
    private Optional<NotLearned> broken = Optional.empty();
    private Optional<String> unextended = Optional.empty();

    Chain(RoundQuestions roundQuestions, Excerpt excerpt, Waiting waiting) {
        this.roundQuestions = roundQuestions;
        this.excerpt = excerpt;
        this.waiting = waiting;
    }

    /** {@return keys and delegations, beginning at the trust anchor} */
    synchronized List<Message> links() {
        return List.copyOf(links);
    }

    /** {@return the last zone that a delegation with DS records leads to} */
    Optional<Name> delegated() {
        return links().stream()
                .filter(each -> each.getQuestion().getType() == Type.DS
                        && !Records.of(
                                        each.getSection(Section.ANSWER),
                                        each.getQuestion().getName(),
                                        Type.DS)
                                .isEmpty())
                .map(each -> each.getQuestion().getName())
                .reduce((first, second) -> second);
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        if (query.getQuestion().equals(excerpt.query().getQuestion()) && links().isEmpty()) {
            return SameThreadFuture.of(excerpt.message());
        }
        return roundQuestions.ask(query, waiting).handle((link, failure) -> {
            if (failure != null) {
                throw failed(failure);
            }
            heard(link);
            return noted(needed(link, query), query);
        });
    }

    private synchronized void heard(Message link) {
        unextended = unextended.or(() -> ProvingServer.withoutExtension(link));
    }

    /** {@return why a key or delegation may lack signatures: nobody could ask the name server for them} */
    synchronized Optional<String> unextended() {
        return unextended;
    }

    private synchronized CompletionException failed(Throwable failure) {
        NotLearned why = NotLearned.of(failure);
        broken = broken.or(() -> Optional.of(why));
        return new CompletionException(why);
    }

    /** {@return why a key or delegation could not be obtained; dnsjava does not always tell} */
    synchronized Optional<NotLearned> broken() {
        return broken;
    }

    /**
     * The part of a message that answers the question. A server may add as much as fits into 64 KiB, all of which would be
     * checked.
     */
    private static Message needed(Message link, Message query) {
        Excerpt part = Excerpt.of(
                link, query.getQuestion().getName(), query.getQuestion().getType());
        boolean whole = part.kind() == Excerpt.Kind.RECORDS || part.kind() == Excerpt.Kind.DENIAL;
        return whole ? part.message() : link;
    }

    private synchronized Message noted(Message link, Message query) {
        if (link.normalize(query) == null) {
            throw failed(new NotLearned(Trouble.MALFORMED, "an answer about keys contradicts itself", ""));
        }
        if (links.stream().noneMatch(each -> each.getQuestion().equals(link.getQuestion()))) {
            links.add(link);
        }
        return link;
    }

    /** Has no effect, since every question asks for signatures. */
    @Override
    public void setEDNS(int version, int payload, int flags, List<EDNSOption> options) {
        // set for each question when it is sent
    }

    /** Has no effect, since truncated answers are always requested over TCP. */
    @Override
    public void setIgnoreTruncation(boolean ignored) {
        // never ignored
    }

    @Override
    public Duration getTimeout() {
        return roundQuestions.deadline().remaining();
    }
}
