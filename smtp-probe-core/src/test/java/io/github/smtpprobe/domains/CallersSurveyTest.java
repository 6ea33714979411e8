/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.Patience;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.SurveyCall;
import io.github.smtpprobe.SurveyEvent;
import io.github.smtpprobe.SurveyListener;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Footing;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application may do to its surveys: whatever its code does, there is a report, in time, and nothing is left behind. */
@Timeout(Patience.HANGING)
class CallersSurveyTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final Duration SHORT = Duration.ofMillis(700);

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Issued KEY = CA.issue(HOST);
    private static final Issued POLICY_KEY = CA.issue("mta-sts." + DOMAIN);
    private static final String POLICY =
            PolicyServer.ok("version: STSv1\nmode: enforce\nmx: " + HOST + "\nmax_age: 604800\n");

    private static World world() {
        return World.signed(DOMAIN)
                .mx(10, HOST)
                .a(HOST, "8.8.8.8")
                .a("mta-sts." + DOMAIN, "8.8.4.4")
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")
                .tlsa("_25._tcp." + HOST, tlsa(3, 1, 1, KEY));
    }

    private static MailWorld mail() throws Exception {
        return new MailWorld(world()).server("8.8.8.8", KEY).policyHost("8.8.4.4", POLICY_KEY, POLICY);
    }

    private static DomainSurvey.Builder survey(MailWorld mail) {
        return DomainSurvey.of(DOMAIN).anchors(mail.world().anchors());
    }

    private static void within(Duration deadline, long started) {
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(deadline.plus(Patience.AMPLE));
    }

    // listeners

    /** Hears of everything in one place. */
    private record Hearing(Consumer<SurveyEvent> code) implements SurveyListener {
        @Override
        public void surveyStarted(SurveyEvent.SurveyStarted event) {
            code.accept(event);
        }

        @Override
        public void lookedUp(SurveyEvent.LookedUp event) {
            code.accept(event);
        }

        @Override
        public void policyFetched(SurveyEvent.PolicyFetched event) {
            code.accept(event);
        }

        @Override
        public void conversed(SurveyEvent.Conversed event) {
            code.accept(event);
        }

        @Override
        public void surveyFinished(SurveyEvent.SurveyFinished event) {
            code.accept(event);
        }
    }

    private static Hearing at(Class<?> event, Consumer<SurveyEvent> code) {
        return new Hearing(heard -> {
            if (event.isInstance(heard)) {
                code.accept(heard);
            }
        });
    }

    private static DomainReport heard(MailWorld mail, Duration deadline, SurveyListener listener) throws Exception {
        return mail.probe()
                .call(survey(mail).deadline(deadline).build(), listener)
                .execute();
    }

    private static void forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                SurveyEvent.SurveyStarted.class,
                SurveyEvent.LookedUp.class,
                SurveyEvent.PolicyFetched.class,
                SurveyEvent.Conversed.class,
                SurveyEvent.SurveyFinished.class
            })
    void aListenerThatThrows(Class<?> event) throws Exception {
        try (MailWorld mail = mail()) {
            List<Throwable> thrown =
                    List.of(new IllegalStateException("x"), new StackOverflowError(), new AssertionError());
            for (Throwable each : thrown) {
                DomainReport report = heard(mail, Duration.ofSeconds(60), at(event, heard -> rethrow(each)));
                assertThat(report.facts().cancelled()).isFalse();
                assertThat(report.outlook()
                                .sender("postfix-dane")
                                .orElseThrow()
                                .domain()
                                .prospect()
                                .letter())
                        .isEqualTo('V');
            }
        }
    }

    @SuppressWarnings("unchecked") // as languages without checked exceptions do
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                SurveyEvent.SurveyStarted.class,
                SurveyEvent.LookedUp.class,
                SurveyEvent.PolicyFetched.class,
                SurveyEvent.Conversed.class,
                SurveyEvent.SurveyFinished.class
            })
    void aListenerThatBlocksHoldsNothingPastTheDeadline(Class<?> event) throws Exception {
        try (MailWorld mail = mail()) {
            long started = System.nanoTime();
            DomainReport report = heard(mail, SHORT, at(event, heard -> forever()));
            within(SHORT, started);
            assertThat(report.domain()).isEqualTo(DOMAIN);
            assertThat(Thread.currentThread().isInterrupted())
                    .as("an interrupt of ours is nobody else's")
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                SurveyEvent.SurveyStarted.class,
                SurveyEvent.LookedUp.class,
                SurveyEvent.PolicyFetched.class,
                SurveyEvent.Conversed.class
            })
    void aListenerThatCancelsFromWithin(Class<?> event) throws Exception {
        try (MailWorld mail = mail()) {
            List<SurveyEvent> after = new ArrayList<>();
            long started = System.nanoTime();
            DomainReport report = heard(mail, Duration.ofSeconds(60), new Hearing(heard -> {
                if (event.isInstance(heard)) {
                    heard.cancel();
                }
                after.add(heard);
            }));
            within(Duration.ZERO, started);
            assertThat(report.facts().cancelled()).isTrue();
            assertThat(after.get(after.size() - 1)).isInstanceOf(SurveyEvent.SurveyFinished.class);
        }
    }

    /** The survey may be talking to an exchanger meanwhile, on another thread. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                SurveyEvent.SurveyStarted.class,
                SurveyEvent.LookedUp.class,
                SurveyEvent.PolicyFetched.class,
                SurveyEvent.Conversed.class
            })
    void aListenerThatBlocksIsFreedByACancel(Class<?> event) throws Exception {
        try (MailWorld mail = mail()) {
            CountDownLatch blocked = new CountDownLatch(1);
            SurveyCall call = mail.probe().call(survey(mail).build(), at(event, heard -> {
                blocked.countDown();
                forever();
            }));
            Future<DomainReport> running = elsewhere(call::execute);
            assertThat(blocked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            call.cancel();
            assertThat(running.get(Patience.SECONDS, TimeUnit.SECONDS).facts().cancelled())
                    .isTrue();
        }
    }

    private static <T> Future<T> elsewhere(java.util.concurrent.Callable<T> code) {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            return one.submit(code);
        } finally {
            one.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {SurveyEvent.SurveyStarted.class, SurveyEvent.LookedUp.class})
    void aListenerThatInterruptsTheSurveysThreadEndsIt(Class<?> event) throws Exception {
        try (MailWorld mail = mail()) {
            DomainReport report = heard(
                    mail,
                    Duration.ofSeconds(60),
                    at(event, heard -> Thread.currentThread().interrupt()));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(report.facts().cancelled()).isTrue();
        }
    }

    // the end from outside

    @Test
    void aSurveyOfAnInterruptedThreadIsCancelled() throws Exception {
        try (MailWorld mail = mail()) {
            for (Aspect[] without : List.of(new Aspect[0], new Aspect[] {Aspect.DNSSEC, Aspect.DANE})) {
                Thread.currentThread().interrupt();
                DomainReport report =
                        mail.probe().surveyDomain(survey(mail).without(without).build());
                assertThat(Thread.interrupted()).isTrue();
                assertThat(report.facts().cancelled()).isTrue();
                assertThat(report.facts().mx().trouble()).contains(Trouble.CANCELLED);
                assertThat(mail.connections()).containsExactly(0);
            }
        }
    }

    @Test
    void aCallThatWasCancelledBeforeAsksNobody() throws Exception {
        try (MailWorld mail = mail()) {
            SurveyCall call = mail.probe().call(survey(mail).build());
            call.cancel();
            call.cancel();
            DomainReport report = call.execute();
            assertThat(report.facts().cancelled()).isTrue();
            assertThat(mail.world().asked()).isEmpty();
            assertThat(call.report().join()).isSameAs(report);
            call.cancel();
        }
    }

    /** Where a survey may be when it is ended. */
    private enum Place {
        DNS,
        LOOK_UP,
        EXCHANGER,
        POLICY_HOST
    }

    /** A world in which a survey stays at a place; the latch tells when it is there. */
    private static MailWorld stuck(Place place, CountDownLatch there) throws Exception {
        World world = world();
        if (place == Place.DNS) {
            world.answering("_25._tcp." + HOST, "TLSA", query -> {
                there.countDown();
                return List.of();
            });
        }
        MailWorld mail = new MailWorld(world);
        if (place == Place.EXCHANGER) {
            mail.silent("8.8.8.8", there::countDown);
        } else {
            mail.server("8.8.8.8", KEY);
        }
        if (place == Place.POLICY_HOST) {
            mail.policyHost("8.8.4.4", POLICY_KEY, out -> {
                there.countDown();
                forever();
            });
        } else {
            mail.policyHost("8.8.4.4", POLICY_KEY, POLICY);
        }
        if (place == Place.LOOK_UP) {
            mail.wiring(builder -> builder.domainLookUp("acme.slow", (subject, deadline) -> {
                there.countDown();
                new CountDownLatch(1).await();
                return List.of();
            }));
        }
        return mail;
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aCancelEndsItWhereverItIs(Place place) throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        try (MailWorld mail = stuck(place, there)) {
            SurveyCall call = mail.probe().call(survey(mail).build());
            Future<DomainReport> running = elsewhere(call::execute);
            assertThat(there.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            call.cancel();
            DomainReport report = running.get(Patience.SECONDS, TimeUnit.SECONDS);
            assertThat(report.facts().cancelled()).isTrue();
            Printed.of(report);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anInterruptEndsItWhereverItIsAndStays(Place place) throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        try (MailWorld mail = stuck(place, there)) {
            SmtpProbe probe = mail.probe();
            DomainSurvey survey = survey(mail).build();
            Thread[] thread = new Thread[1];
            CountDownLatch begun = new CountDownLatch(1);
            boolean[] kept = new boolean[1];
            Future<DomainReport> running = elsewhere(() -> {
                thread[0] = Thread.currentThread();
                begun.countDown();
                DomainReport report = probe.surveyDomain(survey);
                kept[0] = Thread.currentThread().isInterrupted();
                return report;
            });
            assertThat(begun.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(there.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            thread[0].interrupt();
            DomainReport report = running.get(Patience.SECONDS, TimeUnit.SECONDS);
            assertThat(kept[0]).as("the flag stays set").isTrue();
            assertThat(report.facts().cancelled()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void theDeadlineEndsItWhereverItIs(Place place) throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        try (MailWorld mail = stuck(place, there)) {
            long started = System.nanoTime();
            DomainReport report = mail.survey(survey(mail).deadline(SHORT));
            within(SHORT, started);
            assertThat(report.facts().cancelled()).isFalse();
            Printed.of(report);
        }
    }

    // resolvers of the application's

    /** What a resolver of the application's may do. */
    private enum Oddity {
        THROWS,
        ERROR,
        OVERFLOWS,
        INTERRUPTED,
        NULL,
        FEWER,
        MORE,
        NULL_ELEMENTS,
        ODD_LIST,
        OTHER_QUESTIONS,
        BLOCKS;

        <T> List<T> list(List<T> good, List<T> other) throws InterruptedException {
            return switch (this) {
                case THROWS -> throw new IllegalStateException("\u202Eno");
                case ERROR -> throw new AssertionError("no");
                case OVERFLOWS -> throw new StackOverflowError();
                case INTERRUPTED -> throw new InterruptedException();
                case NULL -> null;
                case FEWER -> good.subList(1, good.size());
                case MORE -> Stream.concat(good.stream(), good.stream()).toList();
                case NULL_ELEMENTS -> Arrays.asList(nothing(good));
                case ODD_LIST ->
                    new ArrayList<>(good) {
                        @Override
                        public java.util.Iterator<T> iterator() {
                            throw new IllegalStateException("no");
                        }

                        @Override
                        public Object[] toArray() {
                            throw new IllegalStateException("no");
                        }

                        @Override
                        public Stream<T> stream() {
                            throw new IllegalStateException("no");
                        }
                    };
                case OTHER_QUESTIONS -> other;
                case BLOCKS -> {
                    new CountDownLatch(1).await();
                    yield good;
                }
            };
        }

        @SuppressWarnings("unchecked") // all are null
        private static <T> T[] nothing(List<T> good) {
            return (T[]) new Object[good.size()];
        }
    }

    private static final DnsAnswer OTHER = DnsAnswer.to(new Question("other.test", RecordType.MX), Security.SECURE)
            .result(DnsAnswer.Result.NO_RECORDS)
            .build();

    /** Only what never ends needs a deadline that is near. */
    private static DomainReport asking(MailWorld mail, SecureResolver resolver) throws Exception {
        return asking(mail, resolver, false);
    }

    private static DomainReport asking(MailWorld mail, SecureResolver resolver, boolean endless) throws Exception {
        DomainSurvey survey = survey(mail).deadline(endless ? SHORT : AMPLE).build();
        long started = System.nanoTime();
        DomainReport report =
                mail.probe().toBuilder().secureResolver(resolver).build().surveyDomain(survey);
        within(SHORT, started);
        Printed.of(report);
        return report;
    }

    @ParameterizedTest
    @EnumSource(Oddity.class)
    void aResolverWhoseAnswersAreNone(Oddity oddity) throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().start();
            DomainReport report = asking(
                    mail,
                    new OddResolver(mail.world().resolver()) {
                        @Override
                        public List<DnsAnswer> look(List<Question> questions, Deadline deadline)
                                throws InterruptedException {
                            List<DnsAnswer> other =
                                    questions.stream().map(each -> OTHER).toList();
                            return oddity.list(super.look(questions, deadline), other);
                        }
                    },
                    oddity == Oddity.BLOCKS);
            boolean interrupted = oddity == Oddity.INTERRUPTED;
            assertThat(Thread.interrupted()).isEqualTo(interrupted);
            assertThat(report.facts().cancelled()).isEqualTo(interrupted);
            assertThat(report.facts().mx().question()).isEqualTo(new Question(DOMAIN, RecordType.MX));
            assertThat(report.facts().mx().security()).isEqualTo(Security.NOT_TESTED);
            assertThat(report.facts().mx().trouble())
                    .contains(
                            switch (oddity) {
                                case BLOCKS -> Trouble.DEADLINE;
                                case INTERRUPTED -> Trouble.CANCELLED;
                                default -> Trouble.EXTENSION_FAILED;
                            });
        }
    }

    @ParameterizedTest
    @EnumSource(Oddity.class)
    void aResolverThatCannotCompare(Oddity oddity) throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().servers(2);
            SecureResolver odd = new OddResolver(mail.world().resolver()) {
                @Override
                public List<DnsAnswer> fromEach(Question question, Deadline deadline) throws InterruptedException {
                    return oddity.list(super.fromEach(question, deadline), List.of(OTHER, OTHER));
                }
            };
            DomainReport report = asking(mail, odd);
            assertThat(report.facts().mx().security()).isEqualTo(Security.SECURE);
            io.github.smtpprobe.surveys.GuardedResolver guarded = new io.github.smtpprobe.surveys.GuardedResolver(
                    odd,
                    new io.github.smtpprobe.guard.Guard(new io.github.smtpprobe.guard.Cancellation()),
                    Thread.currentThread());
            List<DnsAnswer> each = guarded.fromEach(
                    new Question(DOMAIN, RecordType.MX),
                    Deadline.after(SHORT, io.github.smtpprobe.clock.Ticker.system()));
            assertThat(Thread.interrupted()).isEqualTo(oddity == Oddity.INTERRUPTED);
            assertThat(each).allMatch(answer -> answer.question().name().equals(DOMAIN));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "error", "null", "blocks"})
    void aResolverWithoutAFooting(String how) throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().start();
            DomainReport report = asking(
                    mail,
                    new OddResolver(mail.world().resolver()) {
                        @Override
                        public Footing footing(Deadline deadline) throws InterruptedException {
                            return switch (how) {
                                case "throws" -> throw new IllegalStateException("\u202Eno");
                                case "error" -> throw new AssertionError("no");
                                case "null" -> null;
                                default -> {
                                    new CountDownLatch(1).await();
                                    yield super.footing(deadline);
                                }
                            };
                        }
                    },
                    how.equals("blocks"));
            assertThat(report.facts().footing())
                    .hasValueSatisfying(footing -> assertThat(footing.sound()).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "error", "less", "blocks"})
    void aResolverThatCannotCount(String how) throws Exception {
        try (MailWorld mail = mail()) {
            mail.world().start();
            DomainReport report = asking(mail, new OddResolver(mail.world().resolver()) {
                @Override
                public long queries() {
                    switch (how) {
                        case "throws" -> throw new IllegalStateException("no");
                        case "error" -> throw new AssertionError("no");
                        case "blocks" -> forever();
                        default -> {}
                    }
                    return Long.MIN_VALUE;
                }
            });
            assertThat(report.facts().queries()).isNotNegative();
            assertThat(report.facts().mx().security()).isEqualTo(Security.SECURE);
        }
    }

    @Test
    void aResolverThatIsSharedIsCountedForEachSurvey() throws Exception {
        try (MailWorld mail = mail()) {
            SecureResolver shared = mail.world().start().resolver();
            int first = asking(mail, shared).facts().queries();
            assertThat(first)
                    .isPositive()
                    .isLessThanOrEqualTo(mail.world().asked().size());
            int before = mail.world().asked().size();
            assertThat(asking(mail, shared).facts().queries())
                    .isEqualTo(mail.world().asked().size() - before);
        }
    }

    // look-ups of the application's

    @ParameterizedTest
    @EnumSource(Oddity.class)
    void aLookUpThatFails(Oddity oddity) throws Exception {
        try (MailWorld mail = mail()) {
            DomainReport report = looking(mail, (subject, deadline) -> {
                List<TargetFact> good = List.of(
                        TargetFact.builder("acme.odd", "x", Outcome.done()).build());
                return oddity.list(
                        good,
                        List.of(TargetFact.builder("acme.other", "x", Outcome.done())
                                .build()));
            });
            List<TargetFact> odd = report.facts().targetFacts().stream()
                    .filter(each -> each.kind().equals("acme.odd"))
                    .toList();
            assertThat(Thread.interrupted()).isEqualTo(oddity == Oddity.INTERRUPTED);
            assertThat(report.facts().cancelled()).isEqualTo(oddity == Oddity.INTERRUPTED);
            if (oddity == Oddity.INTERRUPTED) {
                assertThat(odd)
                        .anyMatch(each -> each.outcome() instanceof Outcome.Failed failed
                                && failed.reason() == Reason.PROBE_CANCELLED);
            } else if (oddity != Oddity.FEWER && oddity != Oddity.MORE) {
                assertThat(odd)
                        .anyMatch(each -> each.outcome() instanceof Outcome.Failed failed
                                && failed.reason() == Reason.EXTENSION_FAILED);
            }
        }
    }

    private static DomainReport looking(MailWorld mail, DomainLookUp<TargetFact> lookUp) throws Exception {
        long started = System.nanoTime();
        DomainSurvey survey = survey(mail).deadline(Duration.ofSeconds(6)).build();
        DomainReport report = mail.probe().toBuilder()
                .domainLookUp("acme.odd", lookUp)
                .build()
                .surveyDomain(survey);
        within(SHORT, started);
        assertThat(report.facts().mx().security()).isEqualTo(Security.SECURE);
        Printed.of(report);
        return report;
    }

    /** It is meant for the thread of the look-up; who does otherwise breaks nothing of the survey. */
    @Test
    void aLookUpThatAsksOnThreadsOfItsOwn() throws Exception {
        try (MailWorld mail = mail()) {
            SecureResolver[] kept = new SecureResolver[1];
            DomainReport report = looking(mail, (subject, deadline) -> {
                kept[0] = subject.resolver();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    int number = i;
                    threads.add(new Thread(() -> {
                        for (int j = 0; j < 20; j++) {
                            try {
                                subject.resolver()
                                        .look(
                                                new Question("n" + number + j % 2 + ".example.test", RecordType.A),
                                                deadline);
                            } catch (InterruptedException ended) {
                                return;
                            }
                        }
                    }));
                }
                threads.forEach(Thread::start);
                for (Thread each : threads) {
                    each.join();
                }
                return List.of(
                        TargetFact.builder("acme.odd", "x", Outcome.done()).build());
            });
            assertThat(report.facts().targetFacts())
                    .anyMatch(each -> each.kind().equals("acme.odd"));
            assertThat(kept[0].look(
                                    new Question(DOMAIN, RecordType.MX),
                                    Deadline.after(SHORT, io.github.smtpprobe.clock.Ticker.system()))
                            .question()
                            .name())
                    .isEqualTo(DOMAIN);
        }
    }

    // calls

    @Test
    void aCallIsExecutedOnce() throws Exception {
        try (MailWorld mail = mail()) {
            SurveyCall call =
                    mail.probe().call(survey(mail).without(Aspect.PROBES).build());
            DomainReport report = call.execute();
            assertThatThrownBy(call::execute).isInstanceOf(IllegalStateException.class);
            assertThat(call.report().join()).isSameAs(report);
        }
    }

    @Test
    void surveysOfOneProbeDoNotDisturbEachOther() throws Exception {
        try (MailWorld mail = mail()) {
            SmtpProbe probe = mail.probe();
            Set<Long> numbers = ConcurrentHashMap.newKeySet();
            List<Future<DomainReport>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                SurveyCall call = probe.call(survey(mail).build(), at(SurveyEvent.class, e -> numbers.add(e.call())));
                all.add(elsewhere(call::execute));
                if (i == 5) {
                    call.cancel();
                }
            }
            for (int i = 0; i < 5; i++) {
                DomainReport report = all.get(i).get(Patience.SECONDS, TimeUnit.SECONDS);
                assertThat(report.facts().cancelled()).isFalse();
                assertThat(report.outlook()
                                .sender("gmail")
                                .orElseThrow()
                                .domain()
                                .prospect()
                                .letter())
                        .isEqualTo('V');
            }
            assertThat(all.get(5)
                            .get(Patience.SECONDS, TimeUnit.SECONDS)
                            .facts()
                            .cancelled())
                    .isTrue();
            assertThat(numbers).hasSize(6);
        }
    }

    /** Counts what the whole process has, so it runs alone. */
    @Test
    @Tag("serial")
    void nothingIsLeftBehind() throws Exception {
        try (MailWorld mail = mail()) {
            InetSocketAddress[] before = mail.world().start().addresses().toArray(InetSocketAddress[]::new);
            mail.survey(survey(mail).nameServers(before));
            Set<Thread> threads = Thread.getAllStackTraces().keySet();
            int files = files();
            for (int i = 0; i < 10; i++) {
                mail.survey(survey(mail).nameServers(before));
            }
            assertThat(files()).isLessThanOrEqualTo(files + 4);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !threads.contains(thread))
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("dnsjava"));
        }
    }

    private static int files() {
        String[] open = new java.io.File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
