namespace SdkNode.Node.Api.Problems;

/// <summary>One fault of a request, as an issue of the contract (API-4).</summary>
/// <param name="Title">What kind of fault, short.</param>
/// <param name="Detail">What is wrong, for people; never content.</param>
/// <param name="In">The attribute or parameter, as a dotted path, or an XPath where the rules of the message found it.</param>
internal sealed record ApiIssue(string Title, string Detail, string? In = null)
{
    /// <summary>A fault of form: what the contract's schema does not allow.</summary>
    public static ApiIssue Form(string path, string detail) => new("Input isn't valid with respect to schema", detail, path);
}
