/**
 * Tests an SMTP server end to end without sending mail, and explains every reply. Start with {@link io.github.smtpprobe.SmtpProbe},
 * {@link io.github.smtpprobe.request.ProbeRequest} and {@link io.github.smtpprobe.report.ProbeReport}.
 *
 * <h2>What is API, what is not, and how it may change</h2>
 *
 * <p>API is what this module exports, and nothing else. Every other package is internal and may change with any release, also where the
 * class path lets callers in. The test kit in the test-jar may change with a minor release.
 *
 * <p>Versions are semantic. Before 1.0 a minor release may break, and the changelog names old and new. From 1.0 on, within a major
 * version:
 *
 * <ul>
 *   <li>Nothing goes and nothing changes its meaning; what is to go is deprecated first.
 *   <li>Enums grow, {@link io.github.smtpprobe.report.Verdict} alone does not: give a {@code switch} over any other a {@code default}.
 *   <li>Records do not grow. What can get more to say is a class with accessors, and where callers make one, with a builder or
 *       a factory.
 *   <li>Kinds of facts grow; those that you do not know have a stage, an outcome, a state and a map, too.
 *   <li>Of sealed types, {@link io.github.smtpprobe.fact.Outcome Outcome} and {@link io.github.smtpprobe.sasl.SaslStep SaslStep} get no further kinds;
 *       {@link io.github.smtpprobe.request.Target Target} may.
 *   <li>Interfaces that callers implement get default methods and no others.
 *   <li>Builders get options. A default changes only where it has turned out to be unsafe. A builder refuses null and
 *       nonsense when it is given or in {@code build()}, copies what it is given, may be used again, and is not
 *       thread-safe; what it built is immutable.
 *   <li>Null is neither taken nor returned; what may be missing is an {@link java.util.Optional}.
 *   <li>Within a {@code schemaVersion} of {@link io.github.smtpprobe.report.ProbeReport#asMap() the map of a report}, keys and tokens
 *       are added, and none is removed, renamed, or given another meaning or type.
 *   <li>Ids of findings keep their meaning. A more precise finding may come where a general one stood before.
 *   <li>Texts for people change with any release: compare ids and tokens, not texts.
 *   <li>Java 17 stays enough. No type promises a serial form.
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
