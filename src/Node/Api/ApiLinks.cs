namespace SdkNode.Node.Api;

/// <summary>The addresses of the API as clients reach it, and the frame of its documents (API-5).</summary>
/// <param name="Base">Where clients reach the node, with a slash at its end.</param>
internal sealed record ApiLinks(Uri Base)
{
    /// <summary>The path of the messages.</summary>
    public const string Messages = "/v1/sdk/messages";

    /// <summary>A path below the base, with its query.</summary>
    public string To(string pathAndQuery) => Base.AbsoluteUri.TrimEnd('/') + pathAndQuery;

    /// <summary>A message.</summary>
    public string Message(string messageId) => To($"{Messages}/{messageId}");
}
