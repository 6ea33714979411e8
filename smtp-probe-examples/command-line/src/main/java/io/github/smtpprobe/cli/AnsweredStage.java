/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A step to which a server replies, by one of the names of {@link StageWord}. */
final class AnsweredStage implements ITypeConverter<Stage> {
    static final String WANTED = StageWord.wanted(new Names());

    private final StageWord any = new StageWord();

    /**
     * The names for completions. Without a lambda: picocli's types are too old for a class-data archive, so that this class would be in one
     * and the class around it not, and JDK 17 crashes where it takes a lambda of such a class from the archive.
     */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(new StageWord.Names());
            remove("connect");
        }
    }

    @Override
    public Stage convert(String text) {
        Stage stage;
        try {
            stage = any.convert(text);
        } catch (TypeConversionException unknown) {
            throw new TypeConversionException(WANTED);
        }
        if (stage.compareTo(Stage.GREETING) < 0) {
            throw new TypeConversionException(WANTED);
        }
        return stage;
    }
}
