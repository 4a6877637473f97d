using System.Security.Cryptography.X509Certificates;

namespace SdkNode.As4.Receiving;

/// <summary>One HTTP POST as the host got it.</summary>
/// <param name="ContentType">The Content-Type header, or null.</param>
/// <param name="ContentLength">The Content-Length header, or null for a chunked body.</param>
/// <param name="Body">The body, read once and never whole into memory.</param>
/// <param name="TlsClient">The client certificate of the connection, or null.</param>
/// <param name="RemoteAddress">Where the request came from, for the log.</param>
public sealed record As4HttpRequest(string? ContentType, long? ContentLength, Stream Body, X509Certificate2? TlsClient, string? RemoteAddress);
