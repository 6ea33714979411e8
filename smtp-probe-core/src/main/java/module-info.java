/**
 * Tests an SMTP server end to end without sending mail, and explains every reply. Start with
 * {@link io.github.smtpprobe.SmtpProbe}.
 */
@org.jspecify.annotations.NullMarked
module io.github.smtpprobe {
    requires static org.jspecify;
    requires org.slf4j;
    requires org.dnsjava;

    exports io.github.smtpprobe;
    exports io.github.smtpprobe.catalogue;
    exports io.github.smtpprobe.check;
    exports io.github.smtpprobe.clock;
    exports io.github.smtpprobe.explain;
    exports io.github.smtpprobe.lookup;
    exports io.github.smtpprobe.render;
    exports io.github.smtpprobe.report;
    exports io.github.smtpprobe.request;
    exports io.github.smtpprobe.route;
    exports io.github.smtpprobe.sasl;
    exports io.github.smtpprobe.smtp;
    exports io.github.smtpprobe.tls;
    exports io.github.smtpprobe.transcript;
    exports io.github.smtpprobe.transport;

    uses io.github.smtpprobe.sasl.SaslMechanism;
}
