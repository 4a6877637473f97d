namespace SdkNode.Security.Pkcs11;

/// <summary>Why a token, or a key in it, cannot be used.</summary>
/// <param name="Detail">What happened; never the PIN.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Pkcs11Fault(string Detail, string Remedy);
