/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.request.ProbeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HOST may be. */
class GivenTargetTest {
    private static ProbeRequest request(String host) {
        return GivenTarget.read(host, false).request().build();
    }

    @ParameterizedTest
    @CsvSource({
        "mx.example.com, mx.example.com, 587 STARTTLS 465 IMPLICIT_TLS 2525 STARTTLS",
        "MX.Example.Com, mx.example.com, 587 STARTTLS 465 IMPLICIT_TLS 2525 STARTTLS",
        "mx.example.com., mx.example.com, 587 STARTTLS 465 IMPLICIT_TLS 2525 STARTTLS",
        "mx.example.com:25, mx.example.com, 25 STARTTLS",
        "mx.example.com.:25, mx.example.com, 25 STARTTLS",
        "mx.example.com:0465, mx.example.com, 465 IMPLICIT_TLS",
        "192.0.2.1:25, 192.0.2.1, 25 STARTTLS",
        "2001:db8::1, 2001:db8::1, 587 STARTTLS 465 IMPLICIT_TLS 2525 STARTTLS",
        "::1, ::1, 587 STARTTLS 465 IMPLICIT_TLS 2525 STARTTLS",
        "::ffff:192.0.2.1, 192.0.2.1, 587 STARTTLS 465 IMPLICIT_TLS 2525 STARTTLS",
        "[2001:db8::1], 2001:db8::1, 587 STARTTLS 465 IMPLICIT_TLS 2525 STARTTLS",
        "[2001:db8::1]:25, 2001:db8::1, 25 STARTTLS",
        "localhost, localhost, 587 STARTTLS 465 IMPLICIT_TLS 2525 STARTTLS",
        "mail, mail, 587 STARTTLS 465 IMPLICIT_TLS 2525 STARTTLS",
        "help., help, 587 STARTTLS 465 IMPLICIT_TLS 2525 STARTTLS",
        "explian:25, explian, 25 STARTTLS",
        "smtp://mx.example.com, mx.example.com, 587 STARTTLS 465 IMPLICIT_TLS 2525 STARTTLS",
        "SMTP://mx.example.com:25/, mx.example.com, 25 STARTTLS",
        "smtp://[2001:db8::1]:25, 2001:db8::1, 25 STARTTLS",
        "smtps://mx.example.com, mx.example.com, 465 IMPLICIT_TLS",
        "smtps://mx.example.com:2465/, mx.example.com, 2465 IMPLICIT_TLS",
        "submission://mx.example.com, mx.example.com, 587 STARTTLS",
        "submissions://mx.example.com, mx.example.com, 465 IMPLICIT_TLS",
        "submission://mx.example.com:465, mx.example.com, 465 STARTTLS",
        "mx:example.com, example.com, 25 STARTTLS_IF_OFFERED",
        "MX:example.com, example.com, 25 STARTTLS_IF_OFFERED"
    })
    void manyFormsAreTaken(String text, String name, String ports) {
        ProbeRequest request = request(text);
        assertThat(request.target().name()).isEqualTo(name);
        assertThat(ports(request)).isEqualTo(ports);
    }

    private static String ports(ProbeRequest request) {
        StringBuilder ports = new StringBuilder();
        request.ports()
                .entries()
                .forEach(each -> ports.append(each.port())
                        .append(' ')
                        .append(each.mode())
                        .append(' '));
        return ports.toString().strip();
    }

    @Test
    void aUserInAUrlLogsIn() {
        assertThat(GivenTarget.read("smtp://ada@mx.example.com", false).user()).contains("ada");
        assertThat(GivenTarget.read("smtps://ada%40example.com@mx.example.com:465", false)
                        .user())
                .contains("ada@example.com");
        assertThat(GivenTarget.read("smtp://a%3Ab+c@mx.example.com", false).user())
                .contains("a:b+c");
    }

    @Test
    void lmtpHasItsScheme() {
        assertThat(GivenTarget.read("lmtp://mx.example.com:24", false).lmtp()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("lmtp://mx.example.com"))
                .withMessage("lmtp:// in HOST needs a port, which is often 24");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example.com:",
                "mx.example.com:0",
                "mx.example.com:65536",
                "mx.example.com:canary",
                "[2001:db8::1]:canary",
                "smtp://mx.example.com:canary",
                "smtp://mx.example.com/canary",
                "smtp://mx.example.com?canary=1",
                "smtp://mx.example.com#canary",
                "smtp://ada:canary@mx.example.com",
                "smtp://ada:can/canary@mx.example.com",
                "smtp://:canary@mx.example.com",
                "smtp://@mx.example.com",
                "smtp://ada%zzcanary@mx.example.com",
                "http://canary.example.com",
                "imap://canary@example.com",
                "ada@canary.example.com",
                "ada:canary@mx.example.com",
                "canary@",
                "@canary"
            })
    void whatIsNoneIsRefusedAndNotRepeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request(text))
                .withMessageStartingWith("HOST ")
                .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("canary"));
    }

    @Test
    void aMailboxIsNamedAsSuch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("ada@example.com"))
                .withMessageContaining("is a mailbox")
                .withMessageContaining("--mx DOMAIN")
                .withMessageContaining("--user");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("ada:sesame@example.com"))
                .withMessageContaining("must not contain a password");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("smtp://ada:sesame@example.com"))
                .withMessageContaining("must not contain a password")
                .withMessageContaining("--password-stdin");
    }

    @ParameterizedTest
    @CsvSource({
        "explian, explain",
        "explan, explain",
        "Explain, explain",
        "bacth, batch",
        "bath, batch",
        "batches, batch",
        "rendr, render",
        "domian, domain",
        "help, help",
        "hepl, help",
        "version, --version",
        "verison, --version"
    })
    void aCommandThatWasMeantIsNamed(String typed, String command) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request(typed))
                .withMessageContaining("there is no command of that name; similar: " + command + ".");
        assertThat(GivenTarget.read(typed, true).typed().name()).isEqualToIgnoringCase(typed);
    }

    @Test
    void alsoWhereMoreStandsBehindIt() {
        assertThat(CommandLineTest.run("bacth", "list.txt").err()).contains("similar: batch.");
        assertThat(CommandLineTest.run("mail", "list.txt").err()).doesNotContain("similar");
        assertThat(CommandLineTest.run("batch").err()).contains("LIST is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "mx", "smtp", "relay", "localhost", "host", "server", "sender", "hub", "exim", "b"})
    void aServerOfALocalDomainIsNone(String host) {
        assertThat(CommandName.meant(host)).isEmpty();
    }

    @Test
    void eachCommandIsKnown() {
        assertThat(CommandName.ALL)
                .containsAll(Commands.runnable("--help").getSubcommands().keySet());
    }

    @Test
    void optionsAndHostMustAgree() {
        assertThat(CommandLineTest.run("smtps://mx.example.com", "--tls", "starttls")
                        .err())
                .contains(
                        "--tls and the scheme in HOST exclude each other: smtps:// and submissions:// are --tls implicit");
        assertThat(CommandLineTest.run("submission://mx.example.com", "--tls", "plain")
                        .err())
                .contains("submission:// is --tls starttls");
        assertThat(CommandLineTest.run("mx.example.com:25", "--port", "26").err())
                .contains("--port and the port in HOST exclude each other");
        assertThat(CommandLineTest.run("mx:example.com", "--port", "26").err())
                .contains("--port is for a server; mail exchangers listen on port 25");
        assertThat(CommandLineTest.run("mx:example.com", "--user", "ada").err()).contains("--user is for a server");
        assertThat(CommandLineTest.run("smtp://ada@mx.example.com", "--user", "eve")
                        .err())
                .contains("the user in HOST and --user exclude each other");
        assertThat(CommandLineTest.run("smtp://ada@mx.example.com", "--external")
                        .err())
                .contains("--user and --external exclude each other");
    }

    @Test
    void whatAgreesIsTaken() {
        assertThat(ports(GivenTarget.read("mx.example.com:25", false)
                        .with(25)
                        .request()
                        .build()))
                .isEqualTo("25 STARTTLS");
        assertThat(ports(GivenTarget.read("smtps://mx.example.com", false)
                        .with(2465)
                        .with(TlsChoice.IMPLICIT)
                        .request()
                        .build()))
                .isEqualTo("2465 IMPLICIT_TLS");
        assertThat(ports(GivenTarget.read("smtp://mx.example.com:25", false)
                        .with(TlsChoice.PLAIN)
                        .request()
                        .build()))
                .isEqualTo("25 PLAIN");
    }

    @Test
    void helpIsACommandToo() {
        String help = CommandLineTest.run("--help").out();
        assertThat(CommandLineTest.run("help")).isEqualTo(new CommandLineTest.Result(0, help, ""));
        assertThat(CommandLineTest.run("help", "explain").out())
                .isEqualTo(CommandLineTest.run("explain", "--help").out())
                .contains("--stage");
    }
}
