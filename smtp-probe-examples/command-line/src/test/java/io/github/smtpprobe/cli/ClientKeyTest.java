/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Logins without a password from the command line: by the key of a client, and as a guest. */
@ResourceLock("System.in")
class ClientKeyTest {
    private static final String PASSWORD = "canary of the key";
    private static final String LOGIN = """
            * tls any
            S~ 220 mx ESMTP
            C~ EHLO x
            S~ 250-mx
            S~ 250 AUTH EXTERNAL ANONYMOUS
            C~ AUTH %s
            S~ 235 ok
            C~ QUIT
            S~ 221 bye
            """;

    /** The beginning of what OpenSSL 3 writes without being told how to encrypt: PBES2 with des-ede3-cbc, which Java does not do. */
    private static final byte[] TRIPLE_DES = HexFormat.of()
            .parseHex("3056304e06092a864886f70d01050d3041302906092a864886f70d01050c301c0408fc79701ee066f81502020800"
                    + "300c06082a864886f70d020905003014"
                    + "06082a864886f70d03070408e73e4858ac704081040400000000");

    private final CertificateAuthority authority = CertificateAuthority.create();
    private final Issued client = authority.issue("client.example.com");

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    private Path ca;

    @BeforeEach
    void writeAuthority() throws Exception {
        ca = write("ca.pem", pem("CERTIFICATE", authority.certificate().getEncoded()));
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    private String chain() throws Exception {
        StringBuilder all = new StringBuilder();
        for (Certificate each : client.chain()) {
            all.append(pem("CERTIFICATE", each.getEncoded()));
        }
        return all.toString();
    }

    private Path pkcs12(char[] password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("me", client.key(), password, client.chain().toArray(new Certificate[0]));
        Path file = folder.resolve("key.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        return file;
    }

    /** As OpenSSL writes it. */
    private Path sealed() throws Exception {
        StringWriter out = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(out)) {
            pem.writeObject(new JcaPKCS8Generator(
                    client.key(),
                    new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                            .setProvider(new BouncyCastleProvider())
                            .setPRF(PKCS8Generator.PRF_HMACSHA256)
                            .setPassword(PASSWORD.toCharArray())
                            .build()));
        }
        return write("sealed.pem", out + chain());
    }

    /** A server that closes where the client shows no certificate of the authority's. */
    private ScriptedServer server(String command) throws Exception {
        Issued issued = authority.issue("mx.example.com");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(issued.keyStore(), issued.password());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authority.trustStore());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return servers.start(ScriptedServer.playing(Script.parse(LOGIN.formatted(command)))
                .tls(context)
                .wantingClientCertificate());
    }

    private CommandLineTest.Result probe(String command, String in, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("-p", "" + server(command).port(), "--tls", "implicit-tls"));
        arguments.addAll(List.of("--connect-to", "127.0.0.1", "--ca", ca.toString()));
        arguments.addAll(List.of(more));
        return run(in, arguments);
    }

    private static CommandLineTest.Result run(String in, List<String> arguments) {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)));
            return CommandLineTest.run(arguments.toArray(new String[0]));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void externalWithEachFormOfKey() throws Exception {
        String key = pem("PRIVATE KEY", client.key().getEncoded());
        Path plain = write("key.pem", key + chain());
        Path turned = write("turned.pem", "Bag Attributes: none\n" + chain() + key);
        Path store = pkcs12(PASSWORD.toCharArray());
        List<List<String>> forms = List.of(
                List.of("--client-key", plain.toString()),
                List.of("--client-key", turned.toString()),
                List.of("--client-key", sealed().toString(), "--client-key-password-stdin"),
                List.of("--client-key", store.toString(), "--client-key-password-stdin"));
        for (List<String> form : forms) {
            List<String> all = new ArrayList<>(form);
            all.addAll(List.of("--external", "mx.example.com", "--json"));
            CommandLineTest.Result result = probe("EXTERNAL =", PASSWORD + "\nmore\n", all.toArray(new String[0]));
            assertThat(result.code()).as(form + " " + result).isZero();
            assertThat(result.out())
                    .contains("\"clientCertificate\" : \"given\"")
                    .doesNotContain(PASSWORD, "PRIVATE KEY");
        }
    }

    @Test
    void anEmptyPasswordOpensWhatHasNone() throws Exception {
        Path store = pkcs12(new char[0]);
        CommandLineTest.Result result =
                probe("EXTERNAL =", "", "--client-key", store.toString(), "--external", "mx.example.com");
        assertThat(result.code()).as(result.toString()).isZero();
    }

    @Test
    void asSomebodyElse() throws Exception {
        Path key = write("key.pem", pem("PRIVATE KEY", client.key().getEncoded()) + chain());
        CommandLineTest.Result result = probe(
                "EXTERNAL YWRhQGV4YW1wbGUuY29t",
                "",
                "mx.example.com",
                "--client-key",
                key.toString(),
                "--external=ada@example.com");
        assertThat(result.code()).as(result.toString()).isZero();
    }

    @Test
    void asAGuest() throws Exception {
        CommandLineTest.Result silent = probe("ANONYMOUS =", "", "--anonymous", "mx.example.com");
        assertThat(silent.code()).as(silent.toString()).isZero();
        CommandLineTest.Result told = probe("ANONYMOUS c2lyaGM=", "", "--anonymous=sirhc", "mx.example.com");
        assertThat(told.code()).as(told.toString()).isZero();
    }

    private void refused(String why, String in, String... arguments) {
        List<String> all = new ArrayList<>(List.of("mx.example.com"));
        all.addAll(List.of(arguments));
        CommandLineTest.Result result = run(in, all);
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains(why).doesNotContain("Exception", "canary", folder.toString());
    }

    @Test
    void filesThatAreUnfit() throws Exception {
        String key = pem("PRIVATE KEY", client.key().getEncoded());
        String other =
                pem("PRIVATE KEY", authority.issue("other.example.com").key().getEncoded());
        refused("does not exist", "", "--client-key", "/no/such/canary");
        refused("names a folder, but needs a file", "", "--client-key", folder.toString());
        refused(
                "neither PKCS#12 nor PEM",
                "",
                "--client-key",
                write("a", "canary").toString());
        refused("neither PKCS#12 nor PEM", "", "--client-key", write("b", "").toString());
        refused("without the certificate", "", "--client-key", write("c", key).toString());
        refused(
                "exactly one private key",
                "",
                "--client-key",
                write("d", chain()).toString());
        refused(
                "exactly one private key",
                "",
                "--client-key",
                write("e", key + key + chain()).toString());
        refused(
                "is not that of its first",
                "",
                "--client-key",
                write("f", other + chain()).toString());
        refused(
                "openssl pkcs8",
                "",
                "--client-key",
                write("g", pem("EC PRIVATE KEY", new byte[9]) + chain()).toString());
        refused(
                "private key that cannot be read",
                "",
                "--client-key",
                write("h", pem("PRIVATE KEY", new byte[9]) + chain()).toString());
        refused(
                "openssl pkcs8 -topk8 -v2",
                "x\n",
                "--client-key",
                write("j", pem("ENCRYPTED PRIVATE KEY", TRIPLE_DES) + chain()).toString(),
                "--client-key-password-stdin");
        refused(
                "certificate that cannot be read",
                "",
                "--client-key",
                write("i", key + pem("CERTIFICATE", new byte[9])).toString());
    }

    @Test
    void passwordsThatDoNotFit() throws Exception {
        String store = pkcs12(PASSWORD.toCharArray()).toString();
        String sealed = sealed().toString();
        for (String file : List.of(store, sealed)) {
            refused("does not open", "another canary\n", "--client-key", file, "--client-key-password-stdin");
            refused("no terminal to ask for the password of the client key", "", "--client-key", file);
            refused("holds no password", "\n", "--client-key", file, "--client-key-password-stdin");
            refused(
                    "--client-key-password-env names",
                    "",
                    "--client-key",
                    file,
                    "--client-key-password-env",
                    "NO_SUCH");
        }
    }

    @Test
    void optionsThatExcludeEachOther() {
        refused("--user and --external exclude each other", "", "-u", "ada", "--external");
        refused("--external and --anonymous exclude each other", "", "--external", "--anonymous");
        refused("--external has neither password nor token", "", "--external", "--password-stdin");
        refused("--anonymous has neither password nor token", "", "--anonymous=a", "--token");
        refused("--external is for a server", "", new String[] {"--external"}, "--mx");
        refused("exclude each other", "", "-u", "ada", "--password-stdin", "--password-env", "X");
        refused("--client-key-password-stdin needs --client-key", "", "--client-key-password-stdin");
        refused(
                "--client-key-password-env and",
                "",
                "--client-key",
                "x",
                "--client-key-password-env",
                "X",
                "--client-key-password-stdin");
        refused(
                "--password-stdin and --client-key-password-stdin",
                "",
                "-u",
                "ada",
                "--password-stdin",
                "--client-key",
                "x",
                "--client-key-password-stdin");
        refused("of no use with --tls plain", "", "--client-key", "x", "--tls", "plain");
        refused("--anonymous contains an at sign", "", "--anonymous=a@");
        refused("--external contains a control character", "", "--external=a\nb");
    }

    private void refused(String why, String in, String[] options, String target) {
        List<String> all = new ArrayList<>(List.of(target, "example.com"));
        all.addAll(List.of(options));
        CommandLineTest.Result result = run(in, all);
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains(why);
    }
}
