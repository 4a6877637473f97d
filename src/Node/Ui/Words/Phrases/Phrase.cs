namespace SdkNode.Node.Ui.Words.Phrases;

/// <summary>A text that the node writes, and the same in Swedish.</summary>
/// <param name="English">As the program writes it; {0}, {1} and so on stand for what is inserted, in order.</param>
/// <param name="Swedish">In Swedish, with the same places; what is inserted is itself looked up.</param>
internal sealed record Phrase(string English, string Swedish);
