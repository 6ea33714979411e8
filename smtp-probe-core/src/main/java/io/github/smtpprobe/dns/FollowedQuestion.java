/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.records.TrustAnchors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Follows one question along its chain of aliases, link by link, and validates each link separately. */
final class FollowedQuestion {
    /** The most aliases; RFC 1034 §5.2.2 demands a limit, but does not name one. */
    private static final int MOST_ALIASES = 16;

    private final Question question;
    private final RoundQuestions roundQuestions;
    private final ProofBasis basis;
    private final TrustAnchors anchors;
    private final Clock clock;
    private final Instant began;
    private final long beganNanos = System.nanoTime();
    private final Waiting waiting = new Waiting();
    private final List<Alias> aliases = new ArrayList<>();
    private final Set<Name> seen = new HashSet<>();
    private final SignedWay way;
    private Security worst;
    private Optional<Duration> ttl = Optional.empty();
    private Optional<Boolean> says = Optional.empty();
    private Optional<Trouble> note = Optional.empty();
    /** The zone that has the trouble, if it is not the answer's own zone. */
    private Optional<Name> noted = Optional.empty();

    private final Remarks remarks = new Remarks();

    /** Why the answer has no proof that could be checked, although the root zone's has. */
    private Optional<String> unproven = Optional.empty();

    private @Nullable DnsAnswer answer;

    FollowedQuestion(
            Question question, RoundQuestions roundQuestions, ProofBasis basis, TrustAnchors anchors, Clock clock) {
        this.question = question;
        this.roundQuestions = roundQuestions;
        this.basis = basis;
        this.anchors = anchors;
        this.clock = new EndingClock(clock, roundQuestions.deadline());
        this.began = clock.instant();
        this.way = new SignedWay(began);
        this.worst = basis.rootValidation().sound() ? Security.SECURE : Security.NOT_TESTED;
    }

    void start() {
        try {
            next(question.name().isEmpty() ? Name.root : Name.fromString(question.name(), Name.root));
        } catch (TextParseException none) {
            failed(Trouble.NAME, "it is no name that can be asked for");
        }
    }

    boolean done() {
        return answer != null;
    }

    /** The answer as far as it is known. */
    DnsAnswer answer() {
        DnsAnswer made = answer;
        if (made != null) {
            return made;
        }
        return roundQuestions.silent(waiting)
                ? silent()
                : began(Security.NOT_TESTED)
                        .trouble(Trouble.DEADLINE)
                        .detail("there was no time left to wait for an answer")
                        .build();
    }

    private DnsAnswer silent() {
        boolean cutOff = roundQuestions.cutOff(waiting);
        return began(Security.FAILED)
                .trouble(cutOff ? Trouble.TRUNCATED : Trouble.SILENT)
                .detail(cutOff ? ProvingServer.TCP_SILENT : Trouble.SILENT.label())
                .build();
    }

    private <T> void step(CompletionStage<T> future, Consumer<T> next) {
        future.whenComplete((value, failure) -> roundQuestions.go(() -> {
            try {
                if (failure == null) {
                    next.accept(value);
                } else {
                    failed(NotLearned.of(failure));
                }
            } catch (RuntimeException unreadable) {
                failed(NotLearned.of(unreadable));
            }
        }));
    }

    private void next(Name name) {
        if (!seen.add(name) || aliases.size() > MOST_ALIASES) {
            failed(Trouble.ALIAS_LOOP, "the aliases lead in a circle, or further than " + MOST_ALIASES + " of them");
            return;
        }
        step(
                roundQuestions.ask(RoundQuestions.query(name, question.type().code()), waiting),
                whole -> heard(whole, name));
    }

    private void heard(Message whole, Name name) {
        remarks.heard(whole, RoundQuestions.query(name, question.type().code()).getQuestion());
        boolean secure = whole.getHeader().getFlag(Flags.AD);
        says = Optional.of(secure && says.orElse(true));
        Excerpt excerpt = Excerpt.of(whole, name, question.type().code());
        if (excerpt.kind() == Excerpt.Kind.NOTHING) {
            failed(Trouble.OTHER_ANSWER, "the name server answers without answering the question");
        } else if (!basis.rootValidation().sound()) {
            learned(excerpt, Security.NOT_TESTED, whole.getRcode());
        } else {
            Excerpt proven = excerpt.kind() == Excerpt.Kind.BARE_DENIAL ? excerpt.asIfUnsigned() : excerpt;
            step(Proof.of(proven, roundQuestions, anchors, clock, waiting), proof -> proven(proof, excerpt));
        }
    }

    private void proven(Proof proof, Excerpt excerpt) {
        Optional<NotLearned> broken = proof.chain().broken();
        proof.chain().links().forEach(way::add);
        way.add(proof.excerpt().message());
        Optional<String> unextended = remarks.unextended().or(proof.chain()::unextended);
        boolean settled = proof.security() != Security.BOGUS && !proof.ignored() && proof.reasoned();
        if (broken.isPresent()) {
            failed(broken.get());
        } else if (!settled && unextended.isPresent()) {
            roundQuestions.forget(proof.chain().links());
            unproven = unextended;
            learned(excerpt, Security.NOT_TESTED, excerpt.message().getRcode());
        } else if (proof.security() == Security.BOGUS || proof.ignored()) {
            bogus(proof, excerpt);
        } else if (proof.reasoned()) {
            boolean bare = excerpt.kind() == Excerpt.Kind.BARE_DENIAL;
            accepted(excerpt, proof, bare ? excerpt.message().getRcode() : proof.code());
        } else {
            confirm(proof, excerpt);
        }
    }

    private void accepted(Excerpt excerpt, Proof proof, int code) {
        if (proof.unsupported()) {
            note = Optional.of(Trouble.ALGORITHM);
            noted = proof.chain().delegated();
        }
        learned(excerpt, proof.security(), code);
    }

    /** Accepts a denial that is insecure without a reason if the zone's keys are proven and have signed all of it. */
    private void confirm(Proof proof, Excerpt excerpt) {
        Optional<Message> keys = proof.chain().links().stream()
                .filter(each -> each.getQuestion().getType() == Type.DNSKEY)
                .reduce((first, second) -> second);
        List<DNSKEYRecord> found = keys.map(Signatures::keys).orElse(List.of());
        if (!Signatures.all(excerpt.message(), found, clock)) {
            failed(Trouble.INDETERMINATE, "it cannot be told whether the zone is signed");
            return;
        }
        step(Proof.of(Excerpt.ofKeys(keys.get()), roundQuestions, anchors, clock, waiting), second -> {
            if (second.security() == Security.SECURE) {
                accepted(excerpt, proof, proof.code());
            } else {
                failed(Trouble.INDETERMINATE, "it cannot be told whether the zone is signed");
            }
        });
    }

    private void bogus(Proof proof, Excerpt excerpt) {
        roundQuestions.forget(proof.chain().links());
        ProofFault why = ProofFault.of(proof, Proof.records(anchors), clock);
        boolean ignored =
                why.trouble() == Trouble.NSEC3_ITERATIONS && proof.words().contains("ignored due to");
        if (ignored) { // all of it is signed; treated as coming from an unsigned zone (RFC 9276 §3.2)
            note = Optional.of(Trouble.NSEC3_ITERATIONS);
            noted = Optional.of(why.zone());
            learned(excerpt, Security.INSECURE, excerpt.message().getRcode());
            return;
        }
        if (excerpt.target().isPresent()) {
            addAlias(excerpt, Security.BOGUS);
        }
        Trouble trouble = excerpt.kind() == Excerpt.Kind.BARE_DENIAL && why.trouble() == Trouble.NO_SIGNATURE
                ? Trouble.DENIAL
                : why.trouble();
        end(began(Security.BOGUS)
                .trouble(trouble)
                .zone(Records.text(why.zone()))
                .detail((excerpt.kind() == Excerpt.Kind.BARE_DENIAL ? "nothing in the answer proves it" : why.words())
                        + remarks.added()));
    }

    private void learned(Excerpt excerpt, Security security, int code) {
        worst = worst == Security.SECURE ? security : worst;
        ttl(excerpt);
        if (excerpt.kind() == Excerpt.Kind.ALIAS || excerpt.kind() == Excerpt.Kind.TREE_ALIAS) {
            if (excerpt.target().isEmpty()) {
                failed(Trouble.NAME, "the alias leads to a name that is too long");
                return;
            }
            addAlias(excerpt, worst);
            next(excerpt.target().get());
            return;
        }
        DnsAnswer.Builder made = began(worst);
        List<DnsRecord> records = excerpt.records().stream().map(Records::of).toList();
        if (!records.isEmpty()) {
            made.records(records);
        } else {
            made.result(code == Rcode.NXDOMAIN ? DnsResult.NO_NAME : DnsResult.NO_RECORDS);
        }
        if (worst == Security.NOT_TESTED) {
            basis.trouble().ifPresent(made::trouble);
            made.detail(basis.rootValidation().detail());
            unproven.ifPresent(why -> made.trouble(Trouble.STRIPPED).detail(why));
        }
        if (remarks.objected() && worst.learned()) {
            made.trouble(Trouble.SERVER_FAILURE)
                    .detail("the name server says SERVFAIL unless it need not check" + remarks.added());
        }
        note.ifPresent(made::trouble);
        noted.or(excerpt::zone).ifPresent(zone -> made.zone(Records.text(zone)));
        end(made);
    }

    private void addAlias(Excerpt excerpt, Security security) {
        String owner = aliases.isEmpty()
                ? question.name()
                : aliases.get(aliases.size() - 1).target();
        Duration time = Duration.ofSeconds(excerpt.records().get(0).getTTL());
        Alias link = Alias.of(owner, Records.text(excerpt.target().orElse(Name.root)), security, time);
        aliases.add(excerpt.kind() == Excerpt.Kind.TREE_ALIAS ? link.fromDname() : link);
    }

    private void ttl(Excerpt excerpt) {
        Lifetimes.whole(excerpt.message())
                .ifPresent(each ->
                        ttl = ttl.filter(other -> other.compareTo(each) <= 0).or(() -> Optional.of(each)));
    }

    private void failed(NotLearned why) {
        remarks.failedBy(why.server());
        end(began(why.ours() ? Security.NOT_TESTED : Security.FAILED)
                .trouble(why.trouble())
                .detail(why.detail()));
    }

    private void failed(Trouble trouble, String detail) {
        end(began(Security.FAILED).trouble(trouble).detail(detail));
    }

    private DnsAnswer.Builder began(Security security) {
        DnsAnswer.Builder made = DnsAnswer.to(question, security)
                .aliases(aliases)
                .server(remarks.server())
                .asked(began)
                .took(Duration.ofNanos(Math.max(0, System.nanoTime() - beganNanos)))
                .queries(waiting.questions());
        if (!aliases.isEmpty()) {
            made.finalName(aliases.get(aliases.size() - 1).target());
        }
        if (security.learned() || security == Security.NOT_TESTED) {
            ttl.ifPresent(made::ttl);
        }
        says.ifPresent(made::resolverSaysSecure);
        return way.tell(made);
    }

    private void end(DnsAnswer.Builder made) {
        if (answer == null) {
            answer = made.build();
        }
    }
}
