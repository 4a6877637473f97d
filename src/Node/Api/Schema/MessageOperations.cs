namespace SdkNode.Node.Api.Schema;

/// <summary>The operations on messages in words, for the API's description.</summary>
internal static class MessageOperations
{
    private const string TakenOnly = "Nothing is stored when the answer is another one.";

    private static readonly AnswerText s_refused = new(400, "The request is not what the contract or the rules of messages ask for: every fault at once.", "Events");
    private static readonly AnswerText s_absent = new(404, "There is no such message for this client.", "Events");
    private static readonly AnswerText s_posted = new(409, "A message with this messageId has been taken from you before. Nothing was stored again.", "Events") { Headers = [("Location", "Where that message is.")] };
    private static readonly AnswerText s_notJson = new(415, "The body is not application/json in UTF-8.", "Events");

    /// <summary>A new message.</summary>
    public static OperationText Send { get; } = new(
        "sendMessage", DescriptionFrame.Sending, "Send a message",
        $"Checks the message by all rules that the receiver checks it by, looks for malicious content, and stores it. From then on the node sends it, again if need be; its status tells how far it is. {TakenOnly}")
    { Body = "createMessage", Answers = [Taken("acceptedData"), s_refused, s_posted, s_notJson] };

    /// <summary>A reply.</summary>
    public static OperationText Reply { get; } = new(
        "replyToMessage", DescriptionFrame.Sending, "Reply to a message that came",
        $"Sends a message back to the sender of a message. The node sets the ids and the parties. {TakenOnly} Beside the contract.")
    { Parameters = [MessageParameters.MessageId], Body = "createAnswer", Answers = [Taken("acceptedData"), s_refused, s_absent, s_posted, s_notJson] };

    /// <summary>A complement.</summary>
    public static OperationText Complement { get; } = new(
        "complementMessage", DescriptionFrame.Sending, "Complement a message that was sent",
        $"Sends another message to the receiver of a message, in the same conversation. The node sets the ids and the parties. {TakenOnly} Beside the contract.")
    { Parameters = [MessageParameters.MessageId], Body = "createAnswer", Answers = [Taken("acceptedData"), s_refused, s_absent, s_posted, s_notJson] };

    /// <summary>A message to several.</summary>
    public static OperationText Distribute { get; } = new(
        "distributeMessage", DescriptionFrame.Sending, "Send the same message to several receivers",
        "Stores a message for each receiver, all of them in one conversation, or none of them. Beside the contract.")
    { Body = "createDistribution", Answers = [Taken("acceptedArrayData"), s_refused, s_notJson] };

    /// <summary>A list.</summary>
    public static OperationText List { get; } = new(
        "getMessageByFilter", DescriptionFrame.LifeCycle, "List messages",
        "The messages that the client may see, sent and received, the newest first; never with digitalDocument. Without paging they are all there.")
    {
        Parameters = MessageParameters.OfList,
        Answers = [new(200, "The messages; none is an empty list.", "outputArrayData"), s_refused, new(404, "There is no such path. A list without messages is no 404.", "Events")],
    };

    /// <summary>One message.</summary>
    public static OperationText Get { get; } = new(
        "getMessageById", DescriptionFrame.LifeCycle, "Read a message",
        "A message with its documents and its history.")
    { Parameters = MessageParameters.OfMessage, Answers = [new(200, "The message.", "outputData"), s_refused, s_absent] };

    /// <summary>A deletion.</summary>
    public static OperationText Delete { get; } = new(
        "deleteMessageById", DescriptionFrame.LifeCycle, "Delete a message",
        "Deletes a message's content here, once its status is final: NEW, ACCEPTED or MESSAGE_EXCHANGE_ERROR. Its id stays used.")
    { Parameters = [MessageParameters.MessageId], Answers = [new(202, "The content is gone."), new(400, "The message is not in a final status.", "Events"), s_absent] };

    private static AnswerText Taken(string shape) => new(201, "Taken: it is stored and will be sent.", shape) { Headers = [("Location", "The path of the message; of several, that of their conversation.")] };
}
