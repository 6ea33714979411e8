/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Arguments that are wrong: what is wrong is said, and no value is repeated that may be a secret. */
class WrongArgumentsTest {
    @Test
    void usage() {
        assertThat(CommandLineTest.run("a..b", "-p", "70000", "-f", "nobody"))
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err())
                        .contains("HOST has an empty label", "--port must be 1 to 65535", "--from is not a mailbox"));
        assertThat(CommandLineTest.run("example.com", "--tlss", "plain"))
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err())
                        .as("what is wrong stays on the screen")
                        .contains("argument 2: there is no such option", "Similar: ", "--tls", "smtp-probe --help")
                        .hasLineCount(3));
        assertThat(CommandLineTest.run("example.com", "--PORT", "25").err()).contains("Similar: ", "--port");
        assertThat(CommandLineTest.run("batch", "-", "--format", "json").err())
                .contains("argument 3: there is no such option", "--format is an option of smtp-probe");
        assertThat(CommandLineTest.run("example.com", "--against", "old.json").err())
                .contains("--against is an option of smtp-probe domain");
        assertThat(CommandLineTest.run("[mx.example.com]:587").err())
                .contains("HOST is no address literal: brackets are for addresses alone");
        assertThat(CommandLineTest.run("example.com", "-u", "ada").err())
                .as("where the report goes to a file")
                .contains(
                        "there is no terminal to ask for the password, which standard input and standard output",
                        "--output");
        assertThat(CommandLineTest.run("-p", "25"))
                .as("options without a server")
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("HOST or --mx is missing"));
        assertThat(CommandLineTest.run("example.com", "-p", "70000", "-u", "ada")
                        .err())
                .as("a request is refused before anybody types a password")
                .contains("--port must be 1 to 65535")
                .doesNotContain("password");
        assertThat(CommandLineTest.run("example.com", "--ca", "pom.xml").err())
                .contains("--ca names a file that holds no certificate in PEM form");
        assertThat(CommandLineTest.run("example.com", "--mx", "example.com").err())
                .contains("exclude each other");
        assertThat(CommandLineTest.run("example.com", "--to", "a@example.com").err())
                .contains("--to needs --from");
        assertThat(CommandLineTest.run("example.com", "-u", "").err()).contains("--user must not be empty");
        assertThat(CommandLineTest.run("example.com", "--password-env", "X").err())
                .contains("--password-env needs --user");
        assertThat(CommandLineTest.run("example.com", "-u", "ada", "--password-env", "NO_SUCH_VARIABLE_HERE")
                        .err())
                .contains("--password-env")
                .doesNotContain("NO_SUCH_VARIABLE_HERE");
        assertThat(CommandLineTest.run("example.com", "--ca", "/no/such/file").err())
                .contains("--ca names a file that does not exist");
        assertThat(CommandLineTest.run("example.com", "--tls", "sometimes").code())
                .isEqualTo(2);
    }

    /** The command line's README: secrets are never taken from an argument, and one that was given is never repeated. */
    @Test
    void noArgumentThatIsWrongIsRepeated() {
        String secret = "Hunter2-of-canaries";
        String digits = "4711471147";
        List<List<String>> wrong = List.of(
                List.of("mx.example.com", "--password", secret),
                List.of("mx.example.com", "--password=" + secret),
                List.of("mx.example.com", "-p", secret),
                List.of("mx.example.com", "-p" + secret),
                List.of("mx.example.com", "-p=" + secret),
                List.of("mx.example.com", "-p", digits),
                List.of("mx.example.com", "-p", "47114711"),
                List.of("mx.example.com", "-p", "25", "-p", secret),
                List.of("mx.example.com", "-u", "ada", "--token", secret),
                List.of("mx.example.com", "-u", "ada", "--token=" + secret),
                List.of("mx.example.com", "-u", "ada", "--password-stdin=" + secret),
                List.of("mx.example.com", "-u", "ada", "--password-env", secret),
                List.of("mx.example.com", "-u", "ada", "--password-env", secret, "--password-env", secret),
                List.of("mx.example.com", "-w", secret),
                List.of("mx.example.com", "-w" + secret),
                List.of("mx.example.com", "--" + secret),
                List.of("mx.example.com", "-" + secret),
                List.of("mx.example.com", "-u", "ada", secret),
                List.of("mx.example.com", "--tls", secret),
                List.of("mx.example.com", "--tls=" + secret),
                List.of("mx.example.com", "--deadline", secret),
                List.of("mx.example.com", "--deadline", "-" + digits),
                List.of("mx.example.com", "--all=" + secret),
                List.of("mx.example.com", "-4" + secret),
                List.of("mx.example.com", "--html"),
                List.of("mx.example.com", "--html", "/no/such/" + secret + "\0"),
                List.of("mx.example.com", "--ca", "/no/such/" + secret),
                List.of("mx.example.com", "--connect-to", secret),
                List.of("mx.example.com", "--proxy-header", secret),
                List.of("mx.example.com", "--proxy-header", "octets:" + secret),
                List.of("mx.example.com", "--proxy-header", "octets:"),
                List.of("mx.example.com", "--proxy-header-source", secret),
                List.of("mx.example.com", "--proxy-header", "v1", "--proxy-header-source", secret),
                List.of("mx.example.com", "--proxy-header", "v1", "--proxy-header-destination", "192.0.2.1:" + secret),
                List.of("mx.example.com", "--proxy-header", "v2-local", "--proxy-header-source", "192.0.2.1:25"),
                List.of("--mx", "example.com", "--proxy-header", "v1"),
                List.of("mx.example.com", "--proxy", secret),
                List.of("mx.example.com", "--proxy", "http://ada:" + secret + "@proxy.example:3128"),
                List.of("mx.example.com", "--proxy", "http://" + secret + "@proxy.example:3128"),
                List.of("mx.example.com", "--proxy", "http://a@b:1", "--proxy-password-env", secret),
                List.of("mx.example.com", "--proxy", "http://a@b:1", "--proxy-password", secret),
                List.of("mx.example.com", "--unix-socket", "/no/such/" + secret),
                List.of("mx.example.com", "--mechanism", secret, "-u", "ada"),
                List.of("mx.example.com", "--mechanism", secret),
                List.of("mx.example.com", "-u", "ada", "--try-every-mechanism=" + secret),
                List.of("mx.example.com", "--try-every-mechanism"),
                List.of("mx.example.com", "--kerberos", "-u", "ada"),
                List.of("mx.example.com", "--kerberos", "--password-env", secret),
                List.of("mx.example.com", "--kerberos=" + secret),
                List.of("--mx", "example.com", "--kerberos"),
                List.of("mx.example.com", "-f", secret),
                List.of("mx.example.com", "-t", secret, "-f", "ada@example.com"),
                List.of("mx.example.com", "--ehlo", secret + " " + secret),
                List.of("ada:" + secret + "@mx.example.com"),
                List.of("smtp://ada:" + secret + "@mx.example.com"),
                List.of("@/no/such/" + secret),
                List.of("mx.example.com", "@" + secret),
                List.of("--mx", secret + "/", "-p", secret),
                List.of("explain", "--stage", secret, "250 ok"),
                List.of("explain", "--stage=" + secret),
                List.of("explain", "250 ok", secret),
                List.of("explain", "--password", secret),
                List.of("explain", secret));
        for (List<String> each : wrong) {
            CommandLineTest.Result result = CommandLineTest.run(each.toArray(new String[0]));
            assertThat(result.code()).as(each + " " + result).isEqualTo(2);
            assertThat(result.out() + result.err())
                    .as(each.toString())
                    .doesNotContain(secret, "Hunter2", digits, "47114711", "Exception")
                    .contains("smtp-probe");
        }
        assertThat(CommandLineTest.run("mx.example.com", "--password", secret).err())
                .contains("argument 2: there is no such option, and so for 1 more", "--password-stdin", "never taken");
        assertThat(CommandLineTest.run("mx.example.com", "-p", secret).err())
                .contains("--port does not take the value", "a number");
        assertThat(CommandLineTest.run("mx.example.com", "--tls", secret).err())
                .contains("--tls", "starttls, implicit-tls");
        assertThat(CommandLineTest.run("mx.example.com", "--port").err()).contains("--port needs a value");
        assertThat(CommandLineTest.run("mx.example.com", "-p", "25", "-p", "26").err())
                .contains("--port was given more than once");
        assertThat(CommandLineTest.run("mx.example.com", "elsewhere").err())
                .contains("argument 2: this was not expected");
    }
}
