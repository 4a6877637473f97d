using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace SdkNode.Security.Pkcs11;

/// <summary>
/// A module of PKCS#11 and the tokens behind it, logged in with one PIN. Sessions are kept and reused; when a token was away for a while, the
/// next operation logs in anew. Safe for several threads.
/// </summary>
public sealed class Pkcs11Token
{
    private static readonly Pkcs11InteropFactories s_factories = new();

    // A module is loaded once in a process: to end it for one would end it for all.
    private static readonly ConcurrentDictionary<string, Lazy<IPkcs11Library>> s_modules = new(StringComparer.Ordinal);

    // A wrong PIN is tried once: after a few a token locks itself.
    private static readonly ConcurrentDictionary<(string Module, string Token, string Pin), CKR> s_refused = new();

    private readonly string _module;
    private readonly string _pin;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<ISession>> _idle = new(StringComparer.Ordinal);

    // The library asks for "libdl", which systems of today have inside their C library, or under its versioned name.
    static Pkcs11Token() => NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, static (name, _, _) =>
    {
        if (name == "libdl")
        {
            foreach (var place in new[] { "libc.so.6", "libdl.so.2" })
            {
                if (NativeLibrary.TryLoad(place, out var loaded) && NativeLibrary.TryGetExport(loaded, "dlopen", out _))
                {
                    return loaded;
                }
            }
        }

        return IntPtr.Zero;
    });

    private Pkcs11Token(string module, string pin) => (_module, _pin) = (module, pin);

    /// <summary>Loads the module; the fault says why it cannot be.</summary>
    /// <param name="module">The module's file, such as <c>/usr/lib/softhsm/libsofthsm2.so</c>.</param>
    /// <param name="pin">The user's PIN.</param>
    public static Result<Pkcs11Token, Pkcs11Fault> Open(string module, string pin)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(pin);
        if (!File.Exists(module))
        {
            return new Pkcs11Fault($"There is no file {module}.", "Install the module of the hardware's maker and name its file in Pkcs11:Module.");
        }

        try
        {
            _ = Library(module);
            return new Pkcs11Token(module, pin);
        }
        catch (Exception e) when (e is Pkcs11Exception or UnmanagedException or AggregateException or BadImageFormatException or DllNotFoundException)
        {
            return new Pkcs11Fault($"The module {module} cannot be loaded: {e.Message}", "Name a module of PKCS#11 for this machine in Pkcs11:Module.");
        }
    }

    /// <summary>Whether a key is in a token, and so can neither be exported nor joined to a certificate for the platform.</summary>
    public static bool Holds(RSA key) => key is Pkcs11Rsa;

    /// <summary>The private key; the fault says why it cannot be used.</summary>
    public Result<RSA, Pkcs11Fault> Find(Pkcs11Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return Try(uri, session => PublicOf(session, uri) is { } key
            ? new Pkcs11Rsa(this, uri, key)
            : new Pkcs11Fault($"The token \"{uri.Token}\" has no private RSA key \"{uri.Label}\" with its public half.", "See what it has: pkcs11-tool --module MODULE --login --list-objects"));
    }

    /// <summary>Makes a key pair in the token, whose private half never leaves it; the fault says why it cannot be made.</summary>
    public Result<RSA, Pkcs11Fault> Make(Pkcs11Uri uri, int bits)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return Try(uri, session =>
        {
            if (Keys(session, uri, CKO.CKO_PRIVATE_KEY).Count > 0)
            {
                return new Pkcs11Fault($"The token \"{uri.Token}\" has a key \"{uri.Label}\" already.", "Choose another name for the new key.");
            }

            var of = s_factories.ObjectAttributeFactory;
            var id = RandomNumberGenerator.GetBytes(16);
            session.GenerateKeyPair(
                s_factories.MechanismFactory.Create(CKM.CKM_RSA_PKCS_KEY_PAIR_GEN),
                [of.Create(CKA.CKA_TOKEN, true), of.Create(CKA.CKA_LABEL, uri.Label), of.Create(CKA.CKA_ID, id), of.Create(CKA.CKA_VERIFY, true), of.Create(CKA.CKA_ENCRYPT, true), of.Create(CKA.CKA_MODULUS_BITS, (ulong)bits), of.Create(CKA.CKA_PUBLIC_EXPONENT, new byte[] { 1, 0, 1 })],
                [of.Create(CKA.CKA_TOKEN, true), of.Create(CKA.CKA_LABEL, uri.Label), of.Create(CKA.CKA_ID, id), of.Create(CKA.CKA_PRIVATE, true), of.Create(CKA.CKA_SENSITIVE, true), of.Create(CKA.CKA_EXTRACTABLE, false), of.Create(CKA.CKA_SIGN, true), of.Create(CKA.CKA_DECRYPT, true)],
                out _,
                out _);
            return new Pkcs11Rsa(this, uri, PublicOf(session, uri)!.Value);
        });
    }

    internal byte[] Sign(Pkcs11Uri uri, byte[] digestInfo) =>
        Use(uri, (session, key) => session.Sign(s_factories.MechanismFactory.Create(CKM.CKM_RSA_PKCS), key, digestInfo));

    internal byte[] Decrypt(Pkcs11Uri uri, byte[] block) =>
        Use(uri, (session, key) => session.Decrypt(s_factories.MechanismFactory.Create(CKM.CKM_RSA_X_509), key, block));

    private static IPkcs11Library Library(string module) => s_modules.GetOrAdd(
        module, static file => new Lazy<IPkcs11Library>(() => s_factories.Pkcs11LibraryFactory.LoadPkcs11Library(s_factories, file, AppType.MultiThreaded))).Value;

    private static List<IObjectHandle> Keys(ISession session, Pkcs11Uri uri, CKO kind) => session.FindAllObjects(
    [
        s_factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, kind),
        s_factories.ObjectAttributeFactory.Create(CKA.CKA_KEY_TYPE, CKK.CKK_RSA),
        s_factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, uri.Label),
    ]);

    private static RSAParameters? PublicOf(ISession session, Pkcs11Uri uri)
    {
        if (Keys(session, uri, CKO.CKO_PRIVATE_KEY) is not [var key])
        {
            return null;
        }

        var values = session.GetAttributeValue(key, [CKA.CKA_MODULUS, CKA.CKA_PUBLIC_EXPONENT]);
        return values.TrueForAll(value => !value.CannotBeRead) ? new RSAParameters { Modulus = Trimmed(values[0].GetValueAsByteArray()), Exponent = Trimmed(values[1].GetValueAsByteArray()) } : null;
    }

    private static byte[] Trimmed(byte[] number) => [.. number.SkipWhile(octet => octet == 0)];

    private byte[] Use(Pkcs11Uri uri, Func<ISession, IObjectHandle, byte[]> operation)
    {
        try
        {
            return WithSession(uri, session => Keys(session, uri, CKO.CKO_PRIVATE_KEY) is [var key] ? operation(session, key) : throw new CryptographicException($"The key {uri} is no longer in its token."));
        }
        catch (Pkcs11Exception e)
        {
            throw new CryptographicException($"The key {uri} could not be used: {e.Message}", e);
        }
    }

    private Result<RSA, Pkcs11Fault> Try(Pkcs11Uri uri, Func<ISession, Result<RSA, Pkcs11Fault>> operation)
    {
        try
        {
            return WithSession(uri, operation);
        }
        catch (Pkcs11Exception e) when (IsAboutPin(e.RV))
        {
            return new Pkcs11Fault($"The token \"{uri.Token}\" does not accept the PIN ({e.RV}).", "Set Pkcs11:PinFile right and start the node again; the same PIN is not tried once more, because a token locks itself after a few.");
        }
        catch (Exception e) when (e is Pkcs11Exception or CryptographicException)
        {
            return new Pkcs11Fault($"The token \"{uri.Token}\" cannot be used: {e.Message}", "See whether it is there and initialised: pkcs11-tool --module MODULE --list-slots");
        }
    }

    // A session that failed is not used again, and once more is tried with a new one: the token may have been away.
    private T WithSession<T>(Pkcs11Uri uri, Func<ISession, T> operation)
    {
        for (var isAgain = false; ; isAgain = true)
        {
            var session = !isAgain && Idle(uri).TryTake(out var kept) ? kept : Begin(uri);
            try
            {
                var done = operation(session);
                Idle(uri).Add(session);
                return done;
            }
            catch (Pkcs11Exception e) when (!isAgain && IsAway(e.RV))
            {
                Forget(uri);
            }
        }
    }

    private static bool IsAboutPin(CKR fault) => fault is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_LEN_RANGE or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LOCKED or CKR.CKR_PIN_EXPIRED;

    private static bool IsAway(CKR fault) => fault is CKR.CKR_SESSION_HANDLE_INVALID or CKR.CKR_SESSION_CLOSED or CKR.CKR_DEVICE_ERROR or CKR.CKR_DEVICE_REMOVED
        or CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_USER_NOT_LOGGED_IN or CKR.CKR_OBJECT_HANDLE_INVALID or CKR.CKR_KEY_HANDLE_INVALID;

    private ConcurrentBag<ISession> Idle(Pkcs11Uri uri) => _idle.GetOrAdd(uri.Token, static _ => []);

    private void Forget(Pkcs11Uri uri)
    {
        while (Idle(uri).TryTake(out _))
        {
            // A session of before: the module has closed it.
        }
    }

    private ISession Begin(Pkcs11Uri uri)
    {
        // One at a time, so that a wrong PIN is tried once and not by many.
        lock (_lock)
        {
            var slot = Library(_module).GetSlotList(SlotsType.WithTokenPresent).Find(slot => slot.GetTokenInfo().Label == uri.Token)
                ?? throw new CryptographicException($"There is no token \"{uri.Token}\".");
            if (s_refused.TryGetValue((_module, uri.Token, _pin), out var refusal))
            {
                throw new Pkcs11Exception("C_Login", refusal);
            }

            var session = slot.OpenSession(SessionType.ReadWrite);
            try
            {
                session.Login(CKU.CKU_USER, _pin);
            }
            catch (Pkcs11Exception e) when (e.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
            {
                // Who is logged in is so in every session of the process.
            }
            catch (Exception e)
            {
                session.Dispose();
                if (e is Pkcs11Exception { RV: var reason } && IsAboutPin(reason))
                {
                    s_refused[(_module, uri.Token, _pin)] = reason;
                }

                throw;
            }

            return session;
        }
    }
}
