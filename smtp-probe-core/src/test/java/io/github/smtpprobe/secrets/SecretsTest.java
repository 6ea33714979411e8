/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.house.ArchitectureTest;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.sasl.TokenSource;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where else a secret could leak: types that print or store themselves, and guesses of a server's. */
class SecretsTest {
    private static List<Class<?>> types() {
        List<Class<?>> all = new ArrayList<>();
        ArchitectureTest.CLASSES.forEach(each -> all.add(each.reflect()));
        return all;
    }

    @Test
    void noTypePrintsOrStoresASecret() {
        Set<Class<?>> secrets = Set.of(Secret.class, Credentials.class, TokenSource.class, char[].class);
        List<Class<?>> all = types();
        assertThat(all).hasSizeGreaterThan(150);
        for (Class<?> type : all) {
            if (type.isRecord() && java.lang.reflect.Modifier.isPublic(type.getModifiers())) {
                for (RecordComponent component : type.getRecordComponents()) {
                    assertThat(secrets).as(type + " prints " + component).doesNotContain(component.getType());
                }
            }
            boolean throwable = Throwable.class.isAssignableFrom(type);
            if (!throwable && !type.isEnum() && Serializable.class.isAssignableFrom(type)) {
                assertThat(type.getName()).as("is Serializable").contains(".dns.");
            }
        }
    }

    // README, Security: "or Java serialisation"
    @Test
    void credentialsCannotBeSerialised() {
        Secret secret = Secret.of(DialogueFile.PASSWORD);
        for (Object each : List.of(
                secret,
                Credentials.password("ada", secret),
                Credentials.bearer("ada", left -> secret),
                DialogueFile.all().findFirst().orElseThrow().request(25))) {
            assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(each))
                    .isInstanceOf(NotSerializableException.class);
            Invariants.holdsNoSecret(each.toString());
            assertThat(each.equals(Secret.of(DialogueFile.PASSWORD)))
                    .as("no comparison tells what is in it")
                    .isFalse();
        }
    }

    /** A greeting that holds the password is shown as it is: masking it would tell a guessing server's reader which guess was right. */
    @Test
    void nothingIsMaskedBeforeItWasSent() {
        DialogueFile file = DialogueFile.all()
                .filter(each -> each.name().equals("auth-535"))
                .findFirst()
                .orElseThrow();
        String guessed = "a-word-that-was-guessed";
        String text = file.script().toString().replaceFirst("220 [^\n]*", "220 " + guessed);
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE, file.certificate().serverContext(), io.github.smtpprobe.testkit.Script.parse(text));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe(file.request(25).toBuilder()
                        .credentials(Credentials.password("ada@example.com", Secret.of(guessed)))
                        .build());
        assertThat(report.has("auth.rejected")).as(report.toString()).isTrue();
        assertThat(report.transcript().toString()).startsWith("S: 220 " + guessed);
    }
}
