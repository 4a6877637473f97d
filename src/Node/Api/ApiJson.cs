namespace SdkNode.Node.Api;

/// <summary>How the API's JSON is served; <see cref="Adapters.Contract.ContractWriter"/> says how it is written.</summary>
internal static class ApiJson
{
    /// <summary>The contract's media type.</summary>
    public const string MediaType = "application/json; charset=utf-8";
}
