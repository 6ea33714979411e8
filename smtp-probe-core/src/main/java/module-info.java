/**
 * Tests an SMTP server end to end without sending mail, and explains every reply. Start with
 * {@link io.github.smtpprobe.SmtpProbe}, {@link io.github.smtpprobe.request.ProbeRequest} and
 * {@link io.github.smtpprobe.report.ProbeReport}.
 *
 * <h2>What is API, what is not, and how it may change</h2>
 *
 * <p>API is what this module exports, and nothing else. Every other package is internal. The module system keeps callers out of
 * it; on the class path only this sentence does, and it may change with any release. The test kit ({@code
 * io.github.smtpprobe.testkit}, in the test-jar) is for tests, and may change with a minor release.
 *
 * <p>Versions are semantic (semver.org). Before 1.0 a minor release may break; the changelog then names old and new. From 1.0 on,
 * within a major version:
 *
 * <ul>
 *   <li><b>Nothing goes and nothing changes its meaning.</b> What is to go is deprecated first, and goes with the next major
 *       version. A list of the whole API, compared by a test, shows each change of it; from the first release on, each is
 *       compared with the last one ({@code mvn -Dreleased=<version> verify}).
 *   <li><b>Enums grow</b>, {@link io.github.smtpprobe.report.Verdict Verdict} alone does not: give a {@code switch} over any
 *       other a {@code default}.
 *   <li><b>Records do not grow.</b> A record has the components that an RFC or one rule gives it. What can get more to say is a
 *       final class with accessors, and where callers make one, with a builder or a factory.
 *   <li><b>Kinds of facts grow.</b> Ask for the ones that you know, {@code attempt.fact(...)}; those that you do not know have a
 *       stage, an outcome, a state and a map, too.
 *   <li><b>Sealed types</b>: {@link io.github.smtpprobe.fact.Outcome Outcome} and
 *       {@link io.github.smtpprobe.sasl.SaslStep SaslStep} get no further kinds;
 *       {@link io.github.smtpprobe.request.Target Target} may.
 *   <li><b>Interfaces that you implement</b> ({@link io.github.smtpprobe.route.AddressPolicy AddressPolicy},
 *       {@link io.github.smtpprobe.batch.BatchListener BatchListener}, {@link io.github.smtpprobe.check.Check Check},
 *       {@link io.github.smtpprobe.transport.Connection Connection}, {@link io.github.smtpprobe.sasl.Credentials Credentials},
 *       {@link io.github.smtpprobe.lookup.DomainLookUp DomainLookUp}, {@link io.github.smtpprobe.lookup.LookUp LookUp},
 *       {@link io.github.smtpprobe.route.MailResolver MailResolver}, {@link io.github.smtpprobe.batch.Operators Operators},
 *       {@link io.github.smtpprobe.ProbeListener ProbeListener}, {@link io.github.smtpprobe.outlook.Sender.Rule Rule},
 *       {@link io.github.smtpprobe.sasl.SaslExchange SaslExchange}, {@link io.github.smtpprobe.sasl.SaslMechanism SaslMechanism},
 *       {@link io.github.smtpprobe.records.SecureResolver SecureResolver},
 *       {@link io.github.smtpprobe.SurveyListener SurveyListener}, {@link io.github.smtpprobe.clock.Ticker Ticker},
 *       {@link io.github.smtpprobe.sasl.TokenSource TokenSource}, {@link io.github.smtpprobe.transport.Transport Transport}) get
 *       default methods and no others. The class that you may extend, {@link io.github.smtpprobe.fact.TargetFact TargetFact},
 *       gets no abstract ones either.
 *   <li><b>Builders</b> get options. A default changes only where it has turned out to be unsafe, and the changelog says so. A
 *       builder refuses null and nonsense when it is given or in {@code build()}, copies what it is given, may be used again, and
 *       is not thread-safe; what it built is immutable.
 *   <li><b>Null</b> is neither taken nor returned (JSpecify's {@code @NullMarked}); what may be missing is an
 *       {@link java.util.Optional Optional}.
 *   <li><b>JSON</b>: within a {@code schemaVersion} of
 *       {@link io.github.smtpprobe.report.ProbeReport#asMap() the map of a report}, keys and tokens are added, and none is
 *       removed, renamed, or given another meaning or type. Readers pass over what they do not know. A new {@code schemaVersion}
 *       comes with a minor release at the earliest, and the changelog lists the differences.
 *   <li><b>Ids of findings</b> keep their meaning and are never used for another one. A more precise finding may come where a
 *       general one stood before, as with {@code unclassified}.
 *   <li><b>Texts for people</b> (summaries, explanations, remedies, {@code toString()}, text and HTML reports) change with any
 *       release. Compare ids and tokens, not texts. The notation of transcripts gets new events and stays readable.
 *   <li><b>Java 17</b> stays enough. No type promises a serial form.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
module io.github.smtpprobe {
    requires static org.jspecify;
    requires static com.ongres.scram.client;
    requires org.slf4j;
    requires org.dnsjava;
    requires transitive java.security.sasl;

    exports io.github.smtpprobe;
    exports io.github.smtpprobe.batch;
    exports io.github.smtpprobe.catalogue;
    exports io.github.smtpprobe.check;
    exports io.github.smtpprobe.clock;
    exports io.github.smtpprobe.dane;
    exports io.github.smtpprobe.explain;
    exports io.github.smtpprobe.fact;
    exports io.github.smtpprobe.lookup;
    exports io.github.smtpprobe.mtasts;
    exports io.github.smtpprobe.outlook;
    exports io.github.smtpprobe.records;
    exports io.github.smtpprobe.render;
    exports io.github.smtpprobe.report;
    exports io.github.smtpprobe.request;
    exports io.github.smtpprobe.road;
    exports io.github.smtpprobe.route;
    exports io.github.smtpprobe.sasl;
    exports io.github.smtpprobe.smtp;
    exports io.github.smtpprobe.survey;
    exports io.github.smtpprobe.tls;
    exports io.github.smtpprobe.transcript;
    exports io.github.smtpprobe.transport;

    uses io.github.smtpprobe.sasl.SaslMechanism;
}
