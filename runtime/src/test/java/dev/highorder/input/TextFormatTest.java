package dev.highorder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.JsonUtils;
import dev.highorder.storage.FileRecord;
import dev.highorder.token.WordTokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFormatTest {

  private static final String WORDS =
      "{\"kind\":\"text\",\"text\":\"review\",\"label\":\"opinion\",\"tokenizer\":\"words\","
          + "\"length\":8,\"vocabulary\":[\"film\",\"good\"]}";
  private static final String FILE =
      "{\"kind\":\"text\",\"text\":\"review\",\"label\":\"opinion\",\"tokenizer\":\"hugging-face\","
          + "\"length\":8,\"vocabulary\":[],\"tokenizerFile\":{\"file\":{\"name\":\"tokenizer.json\","
          + "\"bytes\":3,\"sha256\":\"00\"},\"tokens\":9}}";

  private static TextFormat read(String json) {
    return (TextFormat) JsonUtils.GSON.fromJson(json, InputFormat.class);
  }

  /** Classifiers from before there were tokenizers from files have no such component. */
  @Test
  void wordsNeedNoFile() {
    TextFormat format = read(WORDS);
    assertEquals(
        TextFormat.of("review", "opinion", 8, new WordTokenizer(List.of("film", "good"))), format);
    assertEquals(4, format.tokens());
    assertEquals(List.of(), format.files());
    assertEquals(WORDS, JsonUtils.GSON.toJson(format, InputFormat.class));
  }

  @Test
  void aTokenizerFromAFileIsNamed() {
    TextFormat format = read(FILE);
    assertEquals(9, format.tokens());
    assertEquals(List.of(new FileRecord("tokenizer.json", 3, "00")), format.files());
    assertEquals(FILE, JsonUtils.GSON.toJson(format, InputFormat.class));
  }

  @Test
  void aFormatThatContradictsItselfIsRefused() {
    refuse(FILE.replace("hugging-face", "words"), "needs no input.tokenizerFile");
    refuse(WORDS.replace("words", "hugging-face"), "no input.tokenizerFile");
    refuse(FILE.replace("[]", "[\"a\"]"), "input.vocabulary");
    refuse(WORDS.replace("[\"film\",\"good\"]", "[]"), "input.vocabulary");
    refuse(FILE.replace("\"tokens\":9", "\"tokens\":0"), "1 to 1048576 tokens");
    refuse(FILE.replace("\"tokens\":9", "\"tokens\":9999999"), "1 to 1048576 tokens");
  }

  private static void refuse(String json, String part) {
    RuntimeException fault = assertThrows(RuntimeException.class, () -> read(json));
    Throwable cause = fault;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertTrue(cause.getMessage().contains(part), () -> "" + fault);
  }
}
