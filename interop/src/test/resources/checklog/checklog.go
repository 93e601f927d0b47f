// Checks a copy of what a log publishes with golang.org/x/mod/sumdb alone: no hash, no signature and no proof is
// computed in this file. It follows c2sp.org/tlog-tiles, whose paths lack the height that Go's have.
//
//	checklog FOLDER VKEY [FILE...]
//
// FOLDER holds checkpoint, tile/ and tile/entries/. Each FILE is the proof of an entry, if its name ends in .tlog-proof
// (c2sp.org/tlog-proof), or else an older checkpoint, which the log must still begin with. If FILE.consistency is there,
// it is the proof of that: the hashes, one on a line, as a witness is sent them (c2sp.org/tlog-witness).
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// A published log: a folder, and the key that was known before.
type log struct {
	folder   string
	verifier note.Verifier
}

// The hashes of a tree in the order in which tlog numbers them.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(h)) {
			return nil, fmt.Errorf("there is no hash %d", index)
		}
		found[i] = h[index]
	}
	return found, nil
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: checklog FOLDER VKEY [FILE...]")
		os.Exit(2)
	}
	said, err := check(os.Args[1], os.Args[2], os.Args[3:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "REFUSED:", err)
		os.Exit(1)
	}
	fmt.Println("GOOD:", said)
}

func check(folder, vkey string, files []string) (string, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return "", err
	}
	l := log{folder, verifier}
	tree, err := l.openFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return "", err
	}
	entries, err := l.entries(tree.N)
	if err != nil {
		return "", err
	}
	made, err := hashed(entries)
	if err != nil {
		return "", err
	}
	if root, err := tlog.TreeHash(tree.N, made); err != nil || root != tree.Hash {
		return "", fmt.Errorf("the entries have the root %v, the checkpoint says %v", root, tree.Hash)
	}
	tiles, err := l.compareTiles(tree.N, made)
	if err != nil {
		return "", err
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".tlog-proof") {
			err = l.checkProof(file, entries)
		} else {
			err = l.checkOlder(file, tree)
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", file, err)
		}
	}
	return fmt.Sprintf("%d entries, %d tiles, %d files, signed by %s", tree.N, tiles, len(files), l.verifier.Name()), nil
}

func (l log) openFile(file string) (tlog.Tree, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return tlog.Tree{}, err
	}
	tree, err := l.open(text)
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("%s: %w", file, err)
	}
	return tree, nil
}

// Opens a checkpoint: the signature of the known key must be good, those of others are ignored.
func (l log) open(text []byte) (tlog.Tree, error) {
	opened, err := note.Open(text, note.VerifierList(l.verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != l.verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("no checkpoint of %s: %q", l.verifier.Name(), opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// The file of a tile: c2sp.org/tlog-tiles fixes the height, and calls the data entries.
func (l log) path(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	return filepath.Join(l.folder, strings.Replace(path, "tile/data/", "tile/entries/", 1))
}

// The tiles of a tree, which are as wide as its size makes them; those of its entries are bundles.
func tilesOf(size int64) []tlog.Tile {
	var tiles []tlog.Tile
	for _, tile := range tlog.NewTiles(height, 0, size) {
		if last := len(tiles) - 1; last >= 0 && tiles[last].L == tile.L && tiles[last].N == tile.N {
			tiles[last] = tile
		} else {
			tiles = append(tiles, tile)
		}
	}
	return tiles
}

// All entries of the log, from its bundles.
func (l log) entries(size int64) ([][]byte, error) {
	var entries [][]byte
	for _, tile := range tilesOf(size) {
		if tile.L != 0 {
			continue
		}
		tile.L = -1
		bundle, err := os.ReadFile(l.path(tile))
		if err != nil {
			return nil, err
		}
		read, err := split(bundle)
		if err != nil || len(read) != tile.W {
			return nil, fmt.Errorf("%s has %d entries, expected are %d: %v", l.path(tile), len(read), tile.W, err)
		}
		entries = append(entries, read...)
	}
	return entries, nil
}

// The entries of a bundle, each behind its length in two bytes.
func split(bundle []byte) ([][]byte, error) {
	var entries [][]byte
	for len(bundle) > 0 {
		if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
			return entries, fmt.Errorf("it ends within entry %d", len(entries))
		}
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		entries = append(entries, bundle[2:end])
		bundle = bundle[end:]
	}
	return entries, nil
}

func hashed(entries [][]byte) (hashes, error) {
	var made hashes
	for n, entry := range entries {
		more, err := tlog.StoredHashes(int64(n), entry, made)
		if err != nil {
			return nil, err
		}
		made = append(made, more...)
	}
	return made, nil
}

// Holds every tile that is published against the one that the entries make; there are no others.
func (l log) compareTiles(size int64, made hashes) (int, error) {
	tiles := tilesOf(size)
	for _, tile := range tiles {
		published, err := os.ReadFile(l.path(tile))
		if err != nil {
			return 0, err
		}
		expected, err := tlog.ReadTileData(tile, made)
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(published, expected) {
			return 0, fmt.Errorf("%s is not what its entries make", l.path(tile))
		}
	}
	return len(tiles), nil
}

// Reads the tiles that are published, as a client of the log does; tlog authenticates them by the checkpoint.
type published struct{ log }

func (p published) Height() int { return height }

func (p published) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	read := make([][]byte, len(tiles))
	for i, tile := range tiles {
		content, err := os.ReadFile(p.path(tile))
		if err != nil {
			return nil, err
		}
		read[i] = content
	}
	return read, nil
}

func (p published) SaveTiles([]tlog.Tile, [][]byte) {}

// An older checkpoint: tlog proves from the published tiles that the log grew from it, and checks the log's own proof.
func (l log) checkOlder(file string, tree tlog.Tree) error {
	older, err := l.openFile(file)
	if err != nil {
		return err
	}
	made, err := tlog.ProveTree(tree.N, older.N, tlog.TileHashReader(tree, published{l}))
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(made, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		return err
	}
	given, err := os.ReadFile(file + ".consistency")
	if os.IsNotExist(err) {
		return nil
	} else if err != nil {
		return err
	}
	var lines []string // none from a size to itself
	if len(given) > 0 {
		lines = strings.Split(strings.TrimSuffix(string(given), "\n"), "\n")
	}
	proof, err := hashLines(lines)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash)
}

// The proof of an entry, by the checkpoint that it brings along.
func (l log) checkProof(file string, entries [][]byte) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, checkpoint, _ := bytes.Cut(text, []byte("\n\n"))
	tree, err := l.open(checkpoint)
	if err != nil {
		return err
	}
	lines := strings.Split(string(head), "\n")
	extra := ""
	if len(lines) > 1 && strings.HasPrefix(lines[1], "extra ") {
		extra = strings.TrimPrefix(lines[1], "extra ")
		lines = append(lines[:1], lines[2:]...)
	}
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("not a tlog-proof: %q", lines[0])
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil || index < 0 || index >= int64(len(entries)) {
		return fmt.Errorf("no index of an entry: %q", lines[1])
	}
	if err := holds(extra, entries[index]); err != nil {
		return err
	}
	proof, err := hashLines(lines[2:])
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entries[index]))
}

// What a proof brings along is a bundle whose last entry is the proven one, or nothing.
func holds(extra string, entry []byte) error {
	bundle, err := base64.StdEncoding.DecodeString(extra)
	if err != nil || len(bundle) == 0 {
		return err
	}
	brought, err := split(bundle)
	if err != nil {
		return err
	}
	if !bytes.Equal(brought[len(brought)-1], entry) {
		return fmt.Errorf("it brings another entry along than it proves")
	}
	return nil
}

func hashLines(lines []string) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(lines))
	for i, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		hashes[i] = hash
	}
	return hashes, nil
}
