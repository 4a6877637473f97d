using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SdkNode.Node.Api.Authorization;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>Tokens that say of themselves how they are to be checked: none of them opens anything (API-1).</summary>
public sealed class TokenConfusionTests
{
    [Fact, Rule("API-1.1", Refuses = true)]
    public async Task A_right_tokens_words_under_another_algorithm_or_key_do_not_count()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        var token = await server.TokenAsync(TestKey.First, client.Id);
        Assert.Equal(200, (await server.CallAsync(token)).Status);
        var (header, payload) = (Part(token, 0), Part(token, 1));
        var published = JsonNode.Parse(await server.Http.GetStringAsync(ApiAuthorizationSetup.KeysPath, TestContext.Current.CancellationToken))!["keys"]![0]!;
        using var open = RSA.Create(new RSAParameters { Modulus = Octets((string)published["n"]!), Exponent = Octets((string)published["e"]!) });

        // No signature at all, however it is spelt.
        foreach (var none in new[] { "none", "None", "NONE", "nOnE", "" })
        {
            AccessTokenTests.AssertInvalid(await server.CallAsync(Unsigned(With(header, "alg", none), payload, "")));
            AccessTokenTests.AssertInvalid(await server.CallAsync(Unsigned(With(header, "alg", none), payload, token.Split('.')[2])));
        }

        // The public key taken for a shared secret, in every form that a library might read it in.
        byte[][] secrets =
        [
            open.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(open.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(open.ExportSubjectPublicKeyInfoPem() + "\n"), open.ExportRSAPublicKey(),
            Encoding.ASCII.GetBytes(open.ExportRSAPublicKeyPem()), Octets((string)published["n"]!), Encoding.UTF8.GetBytes(published.ToJsonString()), [], [0],
        ];
        foreach (var secret in secrets)
        {
            foreach (var algorithm in new[] { "HS256", "HS384", "HS512" })
            {
                AccessTokenTests.AssertInvalid(await server.CallAsync(Hmac(With(header, "alg", algorithm), payload, secret)));
            }
        }

        // A key that the token brings itself, or names by a place.
        (string Name, JsonNode Value)[] tricks =
        [
            ("jwk", TestKey.Second.Jwk((string?)published["kid"])), ("jku", "https://evil.example/jwks"), ("x5u", "https://evil.example/cert"), ("kid", "../../../../dev/null"), ("kid", "' UNION SELECT 'x' --"), ("kid", "\0"), ("typ", "JWT"),
        ];
        foreach (var (name, value) in tricks)
        {
            AccessTokenTests.AssertInvalid(await server.CallAsync(TestKey.Second.Sign(With(header, name, value), (JsonObject)payload.DeepClone())));
        }
    }

    [Fact, Rule("API-1.1", Refuses = true)]
    public async Task An_access_token_is_no_assertion_and_an_assertion_no_access_token()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.AddAsync(TestKey.First);
        var token = await server.TokenAsync(TestKey.First, client.Id);
        Assert.Equal(401, (await server.AskAsync(token)).Status);
        AccessTokenTests.AssertInvalid(await server.CallAsync(server.Assertion(TestKey.First, client.Id, (_, payload) => payload["aud"] = ApiAuthorizationSetup.Audience)));
    }

    private static JsonObject Part(string token, int number) => (JsonObject)JsonNode.Parse(Octets(token.Split('.')[number]))!;

    private static JsonObject With(JsonObject header, string name, JsonNode value)
    {
        var changed = (JsonObject)header.DeepClone();
        changed[name] = value.DeepClone();
        return changed;
    }

    private static string Unsigned(JsonObject header, JsonObject payload, string signature) => $"{Text(header)}.{Text(payload)}.{signature}";

    private static string Hmac(JsonObject header, JsonObject payload, byte[] secret)
    {
        var signed = Encoding.ASCII.GetBytes($"{Text(header)}.{Text(payload)}");
        var mac = (string)header["alg"]! switch { "HS256" => HMACSHA256.HashData(secret, signed), "HS384" => HMACSHA384.HashData(secret, signed), _ => HMACSHA512.HashData(secret, signed) };
        return $"{Encoding.ASCII.GetString(signed)}.{Base64Url.EncodeToString(mac)}";
    }

    private static string Text(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static byte[] Octets(string text) => Base64Url.DecodeFromChars(text);
}
